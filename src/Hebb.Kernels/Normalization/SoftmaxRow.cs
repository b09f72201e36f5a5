using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>What the softmax family does to a row: its greatest element, and the sum of exp(x - greatest), which cannot overflow.</summary>
/// <remarks>
/// for i: max = Max(max, x[i])     for i: sum += e[i] = exp(x[i] - max)
/// Lanes past the end of the row hold -infinity: they never win the maximum, and their exponential is 0. A row that fits into one vector never leaves its
/// register.
/// </remarks>
internal static unsafe class SoftmaxRow<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    /// <summary>Lanes of -infinity.</summary>
    public static Vector512<T> Nothing
    {
        [MethodImpl(AggressiveInlining)] get => Vector512.Create(T.NegativeInfinity);
    }

    /// <summary>The greatest element in every lane, and the sum of the exponentials, which are also written to <paramref name="e"/> unless it is
    /// null.</summary>
    [MethodImpl(AggressiveInlining)]
    public static T SumOfExponentials(T* x, T* e, int length, out Vector512<T> max)
    {
        int lanes = Vector512<T>.Count;
        Vector512<T> sum = default;
        if (length <= lanes)
        {
            Vector512<T> a = Part.LoadUpTo(x, length, Nothing);
            max = Vector512.Create(Combiner.Fold<T, Combiner.Greatest<T>>(a));
            sum = Elementary.Exp(a - max);
            if (e != null) Part.StoreUpTo(sum, e, length);
            return Combiner.Fold<T, Combiner.Add<T>>(sum);
        }
        max = Vector512.Create(RowReduction<T, Combiner.Greatest<T>>.Row(x, length));
        Vector512<T> sum2 = default;
        int at = 0;
        for (; at + 2 * lanes <= length; at += 2 * lanes)
        {
            Vector512<T> e0 = Elementary.Exp(Vector512.Load(x + at) - max), e1 = Elementary.Exp(Vector512.Load(x + at + lanes) - max);
            sum += e0;
            sum2 += e1;
            if (e == null) continue;
            Vector512.Store(e0, e + at);
            Vector512.Store(e1, e + at + lanes);
        }
        for (; at < length; at += lanes)
        {
            Vector512<T> last = Elementary.Exp(Part.LoadUpTo(x + at, length - at, Nothing) - max);
            sum += last;
            if (e != null) Part.StoreUpTo(last, e + at, length - at);
        }
        sum += sum2;
        return Combiner.Fold<T, Combiner.Add<T>>(sum);
    }

    /// <summary>y[i] *= scale.</summary>
    [MethodImpl(AggressiveInlining)]
    public static void Scale(T* y, int length, Vector512<T> scale)
    {
        int lanes = Vector512<T>.Count, i = 0;
        for (; i + 2 * lanes <= length; i += 2 * lanes)
        {
            Vector512.Store(Vector512.Load(y + i) * scale, y + i);
            Vector512.Store(Vector512.Load(y + i + lanes) * scale, y + i + lanes);
        }
        for (; i < length; i += lanes) Part.StoreUpTo(Part.LoadUpTo(y + i, length - i, default) * scale, y + i, length - i);
    }
}
