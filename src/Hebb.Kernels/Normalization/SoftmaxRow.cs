using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>What the softmax family does to a row: its greatest element, and the sum of exp(x - greatest), which cannot overflow.</summary>
/// <remarks>
/// for i: max = Max(max, x[i])     for i: sum += e[i] = exp(x[i] - max)
/// Lanes past the end of the row hold -infinity: they never win the maximum, and their exponential is 0. A row that fits into one vector never leaves its register.
/// </remarks>
internal static unsafe class SoftmaxRow<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    /// <summary>Lanes of -infinity.</summary>
    public static Vector512<T> Nothing
    {
        [MethodImpl(AggressiveInlining)] get => Vector512.Create(T.NegativeInfinity);
    }

    /// <summary>The greatest element in every lane, and the sum of the exponentials, which are also written to <paramref name="e"/> unless it is null.</summary>
    [MethodImpl(AggressiveInlining)]
    public static T SumOfExponentials(T* x, T* e, int length, out Vector512<T> max)
    {
        int lanes = Vector512<T>.Count;
        Vector512<T> a = Part.LoadUpTo(x, length, Nothing), sum = Vector512<T>.Zero;
        if (length <= lanes)
        {
            max = Vector512.Create(Combiner.Fold<T, Combiner.Greatest<T>>(a));
            sum = Elementary.Exp(a - max);
            if (e != null) Part.StoreUpTo(sum, e, length);
            return Combiner.Fold<T, Combiner.Add<T>>(sum);
        }
        for (int i = lanes; i < length; i += lanes) a = Vector512.Max(a, Part.LoadUpTo(x + i, length - i, Nothing));
        max = Vector512.Create(Combiner.Fold<T, Combiner.Greatest<T>>(a));
        for (int i = 0; i < length; i += lanes)
        {
            Vector512<T> exponential = Elementary.Exp(Part.LoadUpTo(x + i, length - i, Nothing) - max);
            sum += exponential;
            if (e != null) Part.StoreUpTo(exponential, e + i, length - i);
        }
        return Combiner.Fold<T, Combiner.Add<T>>(sum);
    }
}
