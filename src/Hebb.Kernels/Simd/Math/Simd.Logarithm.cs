using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb;

// All of these split x = 2^e (1 + f) with integral e and 1 + f from sqrt(1/2) to sqrt(2), so that ln x = e ln 2 + ln(1 + f), and nothing cancels near x = 1,
// where e = 0 and f = x - 1 exactly.
public static partial class Simd
{
    private const double Ln2 = 0.6931471805599453, SqrtTwo = 1.4142135623730951;

    /// <summary>The natural logarithm of x; -infinity at 0, NaN below. At most 1 ulp (double: 1 ulp).</summary>
    [MethodImpl(AggressiveInlining)]
    public static V Log<V>(V x) where V : struct, ISimd<V>
    {
        (V e, V f) = SplitByTwo(x);
        return LogLimits(x, LogOfParts(e, f));
    }

    /// <summary>ln(1 + x), accurate near 0 too; -infinity at -1, NaN below. At most 2 ulp (double: 2 ulp).</summary>
    /// <remarks>The exponent e is that of 1 + x rounded; but f = 2^-e x + (2^-e - 1) is computed from x itself.</remarks>
    [MethodImpl(AggressiveInlining)]
    public static V Log1P<V>(V x) where V : struct, ISimd<V>
    {
        V one = V.Create(1), u = one + x, e = V.Exponent(u * V.Create(0.5 * SqrtTwo)) + one, scale = V.Scale(one, -e);
        V log = LogOfParts(e, V.Fma(x, scale, scale - one));
        return V.CopySign(LogLimits(u, log), x);
    }

    /// <summary>The logarithm of x to base 2, exact for powers of two. At most 2 ulp (double: 2 ulp).</summary>
    [MethodImpl(AggressiveInlining)]
    public static V Log2<V>(V x) where V : struct, ISimd<V>
    {
        (V e, V f) = SplitByTwo(x);
        return LogLimits(x, V.Fma(LogOfParts(V.Create(0), f), V.Create(1.4426950408889634), e));
    }

    /// <summary>The logarithm of x to base 10. At most 2 ulp (double: 2 ulp).</summary>
    [MethodImpl(AggressiveInlining)]
    public static V Log10<V>(V x) where V : struct, ISimd<V>
    {
        (V e, V f) = SplitByTwo(x);
        V low = V.Fma(LogOfParts(V.Create(0), f), V.Create(0.4342944819032518), e * V.Create(V.IsDouble ? 3.69423907715893078616e-13 : 7.9034151668e-07));
        return LogLimits(x, V.Fma(e, V.Create(V.IsDouble ? 3.01029995663611771306e-01 : 3.0102920532e-01), low));
    }

    /// <summary>x = 2^e (1 + f) for positive finite x. Subnormal numbers are brought among the normal ones first.</summary>
    [MethodImpl(AggressiveInlining)]
    private static (V E, V F) SplitByTwo<V>(V x) where V : struct, ISimd<V>
    {
        V tiny = V.Greater(V.Create(V.IsDouble ? 2.2250738585072014e-308 : 1.17549435e-38), x);
        V normal = V.Select(tiny, x * V.Create(V.IsDouble ? 18014398509481984.0 : 16777216.0), x);
        V e = V.Exponent(normal) - V.Select(tiny, V.Create(V.IsDouble ? 54 : 24), V.Create(0)), m = V.Mantissa(normal);
        V high = V.Greater(m, V.Create(SqrtTwo));
        return (V.Select(high, e + V.Create(1), e), V.Select(high, m * V.Create(0.5), m) - V.Create(1));
    }

    /// <summary>e ln 2 + ln(1 + f). The second term is f - f^2 / 2 + f^3 P(f); in double, where P would be long, it is the series in s = f / (2 + f) of FDLIBM
    /// (Sun Microsystems, 1993).</summary>
    [MethodImpl(AggressiveInlining)]
    private static V LogOfParts<V>(V e, V f) where V : struct, ISimd<V>
    {
        V square = f * f;
        if (!V.IsDouble)
        {
            V p = Polynomial(f, 0.333333135, -0.250000089, 0.200021192, -0.166679963, 0.142195538, -0.1240559, 0.118881531, -0.116756313, 0.067466259);
            V low = V.Fma(V.Create(-0.5), square, V.Fma(p * f, square, e * V.Create(1.42860677e-6)));
            return V.Fma(e, V.Create(0.693145752), f + low);
        }
        V s = f / (V.Create(2) + f), z = s * s, half = V.Create(0.5) * square;
        V r = z * Polynomial(z, 6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01, 2.222219843214978396e-01,
            1.818357216161805012e-01, 1.531383769920937332e-01, 1.479819860511658591e-01);
        V correction = V.Fma(s, half + r, e * V.Create(1.90821492927058770002e-10));
        return V.Fma(e, V.Create(6.93147180369123816490e-01), f - (half - correction));
    }

    /// <summary>The logarithm where x is positive and finite, and its limits elsewhere.</summary>
    [MethodImpl(AggressiveInlining)]
    private static V LogLimits<V>(V x, V log) where V : struct, ISimd<V>
    {
        V infinity = V.Create(double.PositiveInfinity), zero = V.Create(0);
        V limit = V.Select(V.Equal(x, zero), -infinity, V.Create(double.NaN));
        return V.Select(V.Greater(x, zero), V.Select(V.Greater(infinity, x), log, x), limit);
    }
}
