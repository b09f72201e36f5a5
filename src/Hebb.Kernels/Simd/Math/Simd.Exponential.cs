using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb;

// All of these split x = n ln 2 + r with integral n and |r| <= ln 2 / 2, so that e^x = 2^n e^r. ln 2 is taken in two pieces, the first so short that n times it
// is exact.
// On that interval e^r = 1 + r + r^2 E(r) with a polynomial E fitted (Remez) to the relative error of the result.
public static partial class Simd
{
    /// <summary>e^x. At most 1 ulp (double: 1 ulp).</summary>
    /// <remarks>Overflows to infinity above 88.72 (709.78); subnormal results are rounded once.</remarks>
    [MethodImpl(AggressiveInlining)]
    public static V Exp<V>(V x) where V : struct, ISimd<V> => ExpOfBounded(Clamp(x, V.IsDouble ? -746 : -104, V.IsDouble ? 710 : 88.8));

    /// <summary>e^x - 1, accurate near 0 too. At most 2 ulp (double: 2 ulp).</summary>
    /// <remarks>With m = e^r - 1: e^x - 1 = 2^n m + (2^n - 1). Both halves are kept at half their size, so that 2^n does not overflow before the
    /// result.</remarks>
    [MethodImpl(AggressiveInlining)]
    public static V Expm1<V>(V x) where V : struct, ISimd<V>
    {
        V half = PartOfExpm1(Clamp(x, V.IsDouble ? -746 : -104, V.IsDouble ? 710 : 88.8), 0.5);
        return V.CopySign(half + half, x);
    }

    /// <summary>2^x. At most 1 ulp (double: 1 ulp).</summary>
    [MethodImpl(AggressiveInlining)]
    public static V Exp2<V>(V x) where V : struct, ISimd<V>
    {
        V bounded = Clamp(x, V.IsDouble ? -1080 : -160, V.IsDouble ? 1030 : 130), n = V.Round(bounded), r = bounded - n;
        V q = V.IsDouble
            ? Polynomial(r, 0.6931471805599453, 0.24022650695910072, 0.05550410866482175, 0.00961812910762857, 0.0013333558146377752, 0.00015403530393153886,
                1.5252733868693686e-05, 1.3215487009976e-06, 1.0178045923922967e-07, 7.05481073037663e-09, 4.4574812097592044e-10, 2.5859020932258837e-11)
            : Polynomial(r, 0.693147182, 0.240226507, 0.055503998, 0.00961805414, 0.00133421202, 0.000154625319, 1.33601634e-05);
        return V.Scale(V.Fma(q, r, V.Create(1)), n);
    }

    /// <summary>e^x for x that is known to neither overflow the exponent's field twice over nor be infinite.</summary>
    [MethodImpl(AggressiveInlining)]
    private static V ExpOfBounded<V>(V x) where V : struct, ISimd<V>
    {
        (V n, V r) = SplitByLn2(x);
        return V.Scale(ExpOfSmall(r), n);
    }

    /// <summary>A part, 1/2 or 1/4, of e^x - 1.</summary>
    [MethodImpl(AggressiveInlining)]
    private static V PartOfExpm1<V>(V x, double part) where V : struct, ISimd<V>
    {
        (V n, V r) = SplitByLn2(x);
        V power = V.Scale(V.Create(part), n);
        return V.Fma(Expm1OfSmall(r), power, power - V.Create(part));
    }

    [MethodImpl(AggressiveInlining)]
    private static (V N, V R) SplitByLn2<V>(V x) where V : struct, ISimd<V>
    {
        V n = V.Round(x * V.Create(1.4426950408889634));
        return V.IsDouble
            ? (n, V.Fma(n, V.Create(-1.90821492927058770002e-10), V.Fma(n, V.Create(-6.93147180369123816490e-01), x)))
            : (n, V.Fma(n, V.Create(-1.42860677e-6), V.Fma(n, V.Create(-0.693145752), x)));
    }

    [MethodImpl(AggressiveInlining)]
    private static V ExpOfSmall<V>(V r) where V : struct, ISimd<V>
    {
        V one = V.Create(1);
        if (!V.IsDouble) return V.Fma(V.Fma(Polynomial(r, 0.49999994, 0.166665152, 0.041668456, 0.00836941879, 0.00138131785), r, one), r, one);
        V e = Polynomial(r, 0.5000000000000012, 0.16666666666666385, 0.04166666666651915, 0.008333333333507576, 0.001388888894692076, 0.0001984126948631438,
            2.4801489351379512e-05, 2.755759706941005e-06, 2.763168769236193e-07, 2.499902543544173e-08);
        return V.Fma(V.Fma(e, r, one), r, one);
    }

    [MethodImpl(AggressiveInlining)]
    private static V Expm1OfSmall<V>(V r) where V : struct, ISimd<V>
    {
        V e = V.IsDouble
            ? Polynomial(r, 0.5, 0.1666666666666667, 0.04166666666665111, 0.008333333333325565, 0.0013888888896005705, 0.00019841269876804413,
                2.4801574024838843e-05, 2.7557252898739617e-06, 2.7568138183412414e-07, 2.510625107865284e-08, 1.7688177083258293e-09)
            : Polynomial(r, 0.5, 0.166666672, 0.041666314, 0.00833321549, 0.00139443169, 0.000199648028);
        return V.Fma(e * r, r, r);
    }
}
