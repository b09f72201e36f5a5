using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb;

public static partial class Simd
{
    /// <summary>The logistic function 1 / (1 + e^-x). At most 2 ulp (double: 2 ulp).</summary>
    /// <remarks>Computed as e^x / (1 + e^x), where the error of e^x largely cancels for positive x, and the result is subnormal rather than zero for very negative x.</remarks>
    [MethodImpl(AggressiveInlining)]
    public static V Sigmoid<V>(V x) where V : struct, ISimd<V>
    {
        V e = ExpOfBounded(Clamp(x, V.IsDouble ? -746 : -104, V.IsDouble ? 40 : 20));
        return e / (V.Create(1) + e);
    }

    /// <summary>ln(1 + e^x), the smooth ReLU, as max(x, 0) + ln(1 + e^-|x|). At most 2 ulp (double: 2 ulp).</summary>
    [MethodImpl(AggressiveInlining)]
    public static V Softplus<V>(V x) where V : struct, ISimd<V> => V.Max(V.Create(0), x) + Log1P(Exp(-V.Abs(x)));
}
