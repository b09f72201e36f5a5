using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb;

public static partial class Simd
{
    /// <summary>The hyperbolic tangent. At most 2 ulp (double: 2 ulp).</summary>
    /// <remarks>x + x^3 P(x^2) up to |x| = 0.55, where nothing cancels; above, 1 - 2 / (e^2|x| + 1), where the error of the second term hardly
    /// counts.</remarks>
    [MethodImpl(AggressiveInlining)]
    public static V Tanh<V>(V x) where V : struct, ISimd<V>
    {
        V one = V.Create(1), two = V.Create(2), a = V.Min(V.Create(V.IsDouble ? 20 : 10), V.Abs(x)), z = a * a;
        V p = V.IsDouble
            ? Polynomial(z, -0.333333333333333, 0.1333333333332662, -0.05396825396376037, 0.021869488385849935, -0.008863232601357924, 0.0035920920297024283,
                -0.001455542841556799, 0.0005884444705193659, -0.00023338152810935015, 8.331639662710666e-05, -1.9494657007081074e-05)
            : Polynomial(z, -0.333333164, 0.13332586, -0.0538523085, 0.0210716743, -0.00627423171);
        V near = V.Fma(p * z, a, a), far = one - two / (ExpOfBounded(a + a) + one);
        return V.CopySign(V.Select(V.Greater(a, V.Create(0.55)), far, near), x);
    }

    /// <summary>(e^x - e^-x) / 2. At most 3 ulp (double: 3 ulp).</summary>
    /// <remarks>With q = (e^|x| - 1) / 4: sinh |x| = 2 (q + q / (4q + 1)), which overflows only where the result does.</remarks>
    public static V Sinh<V>(V x) where V : struct, ISimd<V>
    {
        V q = PartOfExpm1(V.Min(V.Create(V.IsDouble ? 710.6 : 89.5), V.Abs(x)), 0.25), sum = q + q / V.Fma(q, V.Create(4), V.Create(1));
        return V.CopySign(sum + sum, x);
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
        V a = V.Abs(x), one = V.Create(1), huge = V.Greater(a, V.Create(V.IsDouble ? 1e150 : 1e18));
        V inner = a + a * a / (one + V.Sqrt(V.Fma(a, a, one)));
        return V.CopySign(Log1P(V.Select(huge, a, inner)) + V.Select(huge, V.Create(Ln2), V.Create(0)), x);
    }

    /// <summary>The inverse of <see cref="Cosh"/>; NaN below 1. At most 4 ulp (double: 4 ulp).</summary>
    /// <remarks>With t = x - 1: acosh x = log1p(t + sqrt(2t + t^2)); for huge x, ln 2x.</remarks>
    public static V Acosh<V>(V x) where V : struct, ISimd<V>
    {
        V t = x - V.Create(1), huge = V.Greater(t, V.Create(V.IsDouble ? 1e150 : 1e18));
        V inner = t + V.Select(V.Greater(V.Create(0), t), V.Create(double.NaN), V.Sqrt(V.Fma(t, t, t + t)));
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
