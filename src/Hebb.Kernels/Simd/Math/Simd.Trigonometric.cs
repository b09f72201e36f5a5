namespace Hebb;

// |x| = n pi/2 + r with integral n and |r| <= pi/4; pi/2 is taken in three pieces of full length, which fused multiply-add subtracts without rounding in
// between.
public static partial class Simd
{
    private const double HalfPi = 1.5707963267948966, HalfPiRest = 6.123233995736766e-17;

    /// <summary>The sine of x radians. At most 2 ulp for |x| up to 100,000 (double: up to 10^8); beyond, accuracy is lost gradually, and only |sin x| &lt;= 1
    /// is certain. NaN for infinities.</summary>
    public static V Sin<V>(V x) where V : struct, ISimd<V>
    {
        (V n, V r) = SplitByHalfPi(V.Abs(x));
        V wave = V.Select(IsOdd(n), CosOfSmall(r), SinOfSmall(r));
        return NegateWhere(IsOdd(V.Floor(n * V.Create(0.5))), wave) * V.CopySign(V.Create(1), x);
    }

    /// <summary>The cosine of x radians. At most 2 ulp for |x| up to 100,000 (double: up to 10^8); beyond, accuracy is lost gradually, and only |cos x| &lt;= 1
    /// is certain. NaN for infinities.</summary>
    public static V Cos<V>(V x) where V : struct, ISimd<V>
    {
        (V n, V r) = SplitByHalfPi(V.Abs(x));
        V wave = V.Select(IsOdd(n), SinOfSmall(r), CosOfSmall(r));
        return NegateWhere(IsOdd(V.Floor((n + V.Create(1)) * V.Create(0.5))), wave);
    }

    /// <summary>The tangent of x radians. At most 4 ulp for |x| up to 100,000 (double: up to 10^8); beyond, accuracy is lost gradually. NaN for
    /// infinities.</summary>
    public static V Tan<V>(V x) where V : struct, ISimd<V>
    {
        (V n, V r) = SplitByHalfPi(V.Abs(x));
        V odd = IsOdd(n), sin = SinOfSmall(r), cos = CosOfSmall(r);
        return V.Select(odd, -cos, sin) / V.Select(odd, sin, cos) * V.CopySign(V.Create(1), x);
    }

    /// <summary>The angle from -pi/2 to pi/2 whose sine is x; NaN beyond ±1. At most 3 ulp (double: 3 ulp).</summary>
    /// <remarks>x + x^3 P(x^2) up to 1/2; above, asin x = pi/2 - 2 asin sqrt((1 - x) / 2).</remarks>
    public static V Asin<V>(V x) where V : struct, ISimd<V>
    {
        V a = V.Abs(x), half = V.Create(0.5), high = V.Greater(a, half);
        V z = V.Select(high, (V.Create(1) - a) * half, a * a), s = V.Select(high, V.Sqrt(z), a);
        V angle = V.Fma(AsinSeries(z) * z, s, s);
        return V.CopySign(V.Select(high, V.Fma(V.Create(-2), angle, V.Create(HalfPi)), angle), x);
    }

    /// <summary>The angle from 0 to pi whose cosine is x; NaN beyond ±1. At most 3 ulp (double: 3 ulp).</summary>
    /// <remarks>pi/2 - asin x up to 1/2; above, acos x = 2 asin sqrt((1 - x) / 2), and below -1/2, pi less that of -x.</remarks>
    public static V Acos<V>(V x) where V : struct, ISimd<V>
    {
        V a = V.Abs(x), half = V.Create(0.5), high = V.Greater(a, half), negative = V.Greater(V.Create(0), x);
        V z = V.Select(high, (V.Create(1) - a) * half, a * a), s = V.Select(high, V.Sqrt(z), V.CopySign(a, x));
        V angle = V.Fma(AsinSeries(z) * z, s, s), twice = angle + angle;
        V outer = V.Select(negative, V.Create(2 * HalfPi) - (twice - V.Create(V.IsDouble ? 2 * HalfPiRest : -8.7422777e-8)), twice);
        return V.Select(high, outer, V.Create(HalfPi) - (angle - V.Create(V.IsDouble ? HalfPiRest : -4.37113883e-8)));
    }

    /// <summary>The angle from -pi/2 to pi/2 whose tangent is x. At most 3 ulp (double: 3 ulp).</summary>
    /// <remarks>x + x^3 P(x^2) up to 1; above, atan x = pi/2 - atan(1/x).</remarks>
    public static V Atan<V>(V x) where V : struct, ISimd<V>
    {
        V a = V.Abs(x), one = V.Create(1), high = V.Greater(a, one), t = V.Select(high, one / a, a), z = t * t;
        V p = V.IsDouble
            ? Polynomial(z, -0.3333333333333307, 0.1999999999995146, -0.14285714282575018, 0.11111111007024423, -0.09090907002975829, 0.07692279839258669,
                -0.06666404058305994, 0.058805278240650426, -0.052535186146761406, 0.04722322485069411, -0.04219179792950624, 0.03664193037026232,
                -0.02990389270090579, 0.021984899087264965, -0.013900606351779006, 0.00719653801071152, -0.002884937362539948, 0.000831328843594138,
                -0.00015216244418885544, 1.3225239505673865e-05)
            : Polynomial(z, -0.333332986, 0.199985489, -0.142642438, 0.109521925, -0.0840346739, 0.0579578541, -0.0311780814, 0.0109147206, -0.00179364544);
        V angle = V.Fma(p * z, t, t);
        return V.CopySign(V.Select(high, V.Create(HalfPi) - (angle - V.Create(V.IsDouble ? HalfPiRest : -4.37113883e-8)), angle), x);
    }

    private static (V N, V R) SplitByHalfPi<V>(V x) where V : struct, ISimd<V>
    {
        V n = V.Round(x * V.Create(2 / double.Pi));
        V r = V.IsDouble
            ? V.Fma(n, V.Create(1.4973849048591833e-33), V.Fma(n, V.Create(-HalfPiRest), V.Fma(n, V.Create(-HalfPi), x)))
            : V.Fma(n, V.Create(1.7151245e-15), V.Fma(n, V.Create(4.37113883e-8), V.Fma(n, V.Create(-1.57079637), x)));
        return (n, Clamp(r, -1, 1));
    }

    /// <summary>The mask of odd numbers among integers.</summary>
    private static V IsOdd<V>(V n) where V : struct, ISimd<V>
    {
        V half = n * V.Create(0.5);
        return V.Not(V.Equal(half, V.Floor(half)));
    }

    private static V SinOfSmall<V>(V r) where V : struct, ISimd<V>
    {
        V z = r * r;
        V p = V.IsDouble
            ? Polynomial(z, -1.66666666666666324348e-01, 8.33333333332248946124e-03, -1.98412698298579493134e-04, 2.75573137070700676789e-06,
                -2.50507602534068634195e-08, 1.58969099521155010221e-10)
            : V.Fma(V.Fma(V.Fma(V.Create(2.71736667e-06), z, V.Create(-0.000198392328)), z, V.Create(0.00833332911)), z, V.Create(-0.166666672));
        return V.Fma(p * z, r, r);
    }

    private static V CosOfSmall<V>(V r) where V : struct, ISimd<V>
    {
        V z = r * r, half = V.Create(0.5) * z, main = V.Create(1) - half;
        V p = V.IsDouble
            ? Polynomial(z, 4.16666666666666019037e-02, -1.38888888888741095749e-03, 2.48015872894767294178e-05, -2.75573143513906633035e-07,
                2.08757232129817482790e-09, -1.13596475577881948265e-11)
            : V.Fma(V.Fma(V.Create(2.443315711809948e-5), z, V.Create(-1.388731625493765e-3)), z, V.Create(4.166664568298827e-2));
        return main + V.Fma(z * z, p, V.Create(1) - main - half);
    }

    private static V AsinSeries<V>(V z) where V : struct, ISimd<V> => V.IsDouble
        ? Polynomial(z, 0.1666666666666676, 0.07499999999970801, 0.04464285717461033, 0.030381942707864852, 0.022372214985214536, 0.017351612059318868,
            0.013980819982439061, 0.011398916930426663, 0.010780226262882888, 0.003706508763813122, 0.021707204842444545, -0.020998721527936953,
            0.032628411631113886)
        : Polynomial(z, 0.166666597, 0.0750050396, 0.0445169583, 0.031807702, 0.0144386478, 0.0375164151);
}
