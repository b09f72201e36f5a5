namespace Hebb;

public static partial class Simd
{
    /// <summary>x^y as IEEE 754 has it. At most 4 ulp (double: 5 ulp), the more the further the result is from 1.</summary>
    /// <remarks>
    /// e^(y ln |x|) with the logarithm and the product in two pieces each. x^0 and 1^y are 1 even for NaN; a negative x has powers for integral y only,
    /// negative ones for odd y; for fractional y
    /// it gives NaN. 0 and infinity give 0 or infinity, with the sign of x for odd y.
    /// </remarks>
    public static V Pow<V>(V x, V y) where V : struct, ISimd<V>
    {
        V zero = V.Create(0), one = V.Create(1), infinity = V.Create(double.PositiveInfinity), a = V.Abs(x);
        V magnitude = V.Select(V.And(V.Equal(a, one), V.Equal(y, y)), one, PowOfPositive(a, y));

        V integral = V.Equal(V.Round(y), y), halfOfY = y * V.Create(0.5), odd = V.And(integral, V.Not(V.Equal(V.Round(halfOfY), halfOfY)));
        V negative = V.Greater(zero, V.CopySign(one, x)), fractional = V.And(V.And(V.Greater(zero, x), V.Greater(infinity, a)), V.Not(integral));
        V power = V.Select(fractional, V.Create(double.NaN), NegateWhere(V.And(negative, odd), magnitude));
        return V.Select(V.Or(V.Equal(y, zero), V.Equal(x, one)), one, power);
    }

    private static V PowOfPositive<V>(V x, V y) where V : struct, ISimd<V>
    {
        (V high, V low) = LogInTwo(x);
        double bound = V.IsDouble ? 2000 : 300;
        V product = y * high, rest = V.Fma(y, low, V.Fma(y, high, -product));
        (V n, V r) = SplitByLn2(Clamp(product, -bound, bound));
        rest = V.Select(V.Greater(V.Create(bound), V.Abs(product)), rest, V.Create(0));
        return V.Scale(ExpOfSmall(r + rest), n);
    }

    /// <summary>ln x as the sum of two numbers, by the series of atanh in s = f / (2 + f), itself kept in two.</summary>
    private static (V High, V Low) LogInTwo<V>(V x) where V : struct, ISimd<V>
    {
        V two = V.Create(2), infinity = V.Create(double.PositiveInfinity);
        (V e, V f) = SplitByTwo(x);
        V d = two + f, dRest = f - (d - two), s = f / d, sRest = (V.Fma(-s, d, f) - s * dRest) / d, z = s * s;
        V q = V.IsDouble
            ? Polynomial(z, 6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01, 2.222219843214978396e-01, 1.818357216161805012e-01,
                1.531383769920937332e-01, 1.479819860511658591e-01)
            : V.Fma(V.Fma(V.Fma(V.Create(2 * 0.117978066), z, V.Create(2 * 0.142683223)), z, V.Create(2 * 0.200001732)), z, V.Create(2 / 3.0));
        V tail = V.Fma(q * z, s, sRest + sRest);

        V main = e * V.Create(V.IsDouble ? 6.93147180369123816490e-01 : 0.693145752), twice = s + s, sum = main + twice;
        V lost = V.Select(V.Equal(e, V.Create(0)), e, twice - (sum - main));
        V low = tail + V.Fma(e, V.Create(V.IsDouble ? 1.90821492927058770002e-10 : 1.42860677e-6), lost);
        V high = sum + low;
        low = low - (high - sum);
        high = V.Select(V.Greater(infinity, x), V.Select(V.Equal(x, V.Create(0)), -infinity, high), x);
        return (high, low);
    }
}
