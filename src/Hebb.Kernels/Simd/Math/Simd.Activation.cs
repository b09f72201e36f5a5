using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb;

public static partial class Simd
{
    private const double NearlyOne = 1 - 1 / 1048576.0;

    /// <summary>The logistic function 1 / (1 + e^-x). At most 2 ulp (double: 2 ulp).</summary>
    /// <remarks>
    /// Computed as q = e / (1 + e) with e = e^x, which is subnormal rather than zero for very negative x. What 1 + e loses to rounding is made good by a step
    /// of Newton's: the residual q + q e - e
    /// does not need the rounded sum, and 1 / (1 + e) is 1 - q. That difference is taken a little short, so that no step is made where q is all but 1.
    /// </remarks>
    [MethodImpl(AggressiveInlining)]
    public static V Sigmoid<V>(V x) where V : struct, ISimd<V>
    {
        V one = V.Create(1), e = ExpOfBounded(Clamp(x, V.IsDouble ? -746 : -104, V.IsDouble ? 40 : 20)), q = e / (one + e);
        return V.Fma(V.Fma(q, e, q - e), V.Min(V.Create(0), q - V.Create(NearlyOne)), q);
    }

    /// <summary>ln(1 + e^x), the smooth ReLU. At most 2 ulp (double: 2 ulp).</summary>
    /// <remarks>max(x, 0) + ln(1 + e) with e = e^-|x|. For the logarithm's sake 1 + e from 1.41 to 2 is taken as 2 (1 + (e - 1) / 2).</remarks>
    [MethodImpl(AggressiveInlining)]
    public static V Softplus<V>(V x) where V : struct, ISimd<V>
    {
        V zero = V.Create(0), one = V.Create(1), e = ExpOfBounded(V.Max(V.Create(V.IsDouble ? -746 : -104), -V.Abs(x))),
            high = V.Greater(e, V.Create(SqrtTwo - 1));
        return V.Max(zero, x) + LogOfParts(V.Select(high, one, zero), V.Select(high, (e - one) * V.Create(0.5), e));
    }
}
