using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb;

public static partial class Simd
{
    /// <summary>The hyperbolic tangent. At most 2 ulp (double: 2 ulp).</summary>
    /// <remarks>With m = e^(-2|x|) - 1: tanh |x| = -m / (2 + m), which loses nothing near 0, and stays below 1.</remarks>
    [MethodImpl(AggressiveInlining)]
    public static V Tanh<V>(V x) where V : struct, ISimd<V>
    {
        (V n, V r) = SplitByLn2(V.Create(-2) * V.Min(V.Create(V.IsDouble ? 20 : 10), V.Abs(x)));
        V power = V.Scale(V.Create(1), n), m = V.Fma(Expm1OfSmall(r), power, power - V.Create(1));
        return V.CopySign(m / (V.Create(2) + m), x);
    }

    /// <summary>(e^x - e^-x) / 2. At most 3 ulp (double: 3 ulp).</summary>
    /// <remarks>With h = (e^|x| - 1) / 2: sinh |x| = h + h / (2h + 1).</remarks>
    public static V Sinh<V>(V x) where V : struct, ISimd<V>
    {
        V h = HalfExpm1(V.Min(V.Create(V.IsDouble ? 711 : 89.5), V.Abs(x)));
        return V.CopySign(h + h / (h + h + V.Create(1)), x);
    }

    /// <summary>(e^x + e^-x) / 2. At most 2 ulp (double: 2 ulp).</summary>
    /// <remarks>With e^|x| = 2^n p: cosh x = 2^(n-1) p + 2^(-n-1) / p, which overflows only where the result does.</remarks>
    public static V Cosh<V>(V x) where V : struct, ISimd<V>
    {
        (V n, V r) = SplitByLn2(V.Min(V.Create(V.IsDouble ? 711 : 89.5), V.Abs(x)));
        V p = ExpOfSmall(r), one = V.Create(1);
        return V.Scale(p, n - one) + V.Scale(one / p, -n - one);
    }

    /// <summary>The inverse of <see cref="Sinh"/>. At most 4 ulp (double: 4 ulp).</summary>
    /// <remarks>asinh |x| = log1p(|x| + x^2 / (1 + sqrt(x^2 + 1))); for huge x, ln 2|x|.</remarks>
    public static V Asinh<V>(V x) where V : struct, ISimd<V>
    {
        V a = V.Abs(x), one = V.Create(1), huge = V.Greater(a, V.Create(V.IsDouble ? 268435456 : 16384));
        V inner = a + a * a / (one + V.Sqrt(V.Fma(a, a, one)));
        return V.CopySign(Log1P(V.Select(huge, a, inner)) + V.Select(huge, V.Create(Ln2), V.Create(0)), x);
    }

    /// <summary>The inverse of <see cref="Cosh"/>; NaN below 1. At most 4 ulp (double: 4 ulp).</summary>
    /// <remarks>With t = x - 1: acosh x = log1p(t + sqrt(2t + t^2)); for huge x, ln 2x.</remarks>
    public static V Acosh<V>(V x) where V : struct, ISimd<V>
    {
        V t = x - V.Create(1), huge = V.Greater(t, V.Create(V.IsDouble ? 268435456 : 16384));
        V inner = t + V.Sqrt(V.Fma(t, t, t + t));
        return Log1P(V.Select(huge, t, inner)) + V.Select(huge, V.Create(Ln2), V.Create(0));
    }

    /// <summary>The inverse of <see cref="Tanh"/>; infinite at ±1, NaN beyond. At most 3 ulp (double: 3 ulp).</summary>
    /// <remarks>atanh |x| = log1p(2|x| / (1 - |x|)) / 2.</remarks>
    public static V Atanh<V>(V x) where V : struct, ISimd<V>
    {
        V a = V.Abs(x);
        return V.CopySign(V.Create(0.5) * Log1P((a + a) / (V.Create(1) - a)), x);
    }
}
