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
internal static unsafe class SoftmaxRow<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
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
        if (length > Vector512<T>.Count)
        {
            T greatest = RowReduction<T, Combiner.Greatest<T>>.Row(x, length);
            max = Vector512.Create(greatest);
            return LongSum(x, e, length, greatest);
        }
        Vector512<T> row = Part.LoadUpTo(x, length, Nothing);
        max = Vector512.Create(Combiner.Fold<T, Combiner.Greatest<T>>(row));
        row = Elementary.Exp(row - max);
        if (e != null) Part.StoreUpTo(row, e, length);
        return Combiner.Fold<T, Combiner.Add<T>>(row);
    }

    /// <summary>The sum for a row of several vectors: whole ones, then the rest.</summary>
    /// <remarks>A method of its own, because the compiler inlines only so much, and has to inline twice as much where it splits vectors.</remarks>
    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static T LongSum(T* x, T* e, int length, T greatest)
    {
        int lanes = Vector512<T>.Count, at = 0;
        Vector512<T> max = Vector512.Create(greatest), sum = default;
        for (; at + lanes <= length; at += lanes)
        {
            Vector512<T> exponential = Elementary.Exp(Vector512.Load(x + at) - max);
            sum += exponential;
            if (e != null) Vector512.Store(exponential, e + at);
        }
        if (at < length)
        {
            Vector512<T> last = Elementary.Exp(Part.Load(x + at, length - at, Nothing) - max);
            sum += last;
            if (e != null) Part.Store(last, e + at, length - at);
        }
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
