using System.Numerics;

namespace Hebb;

/// <summary>Reductions as plain loops: what the fast kernels compute, to be read. A tensor is <c>[outer, length, inner]</c>, and the middle goes.</summary>
/// <example><code>ReferenceReduction.Sum&lt;double&gt;(x, y, length: 3, inner: 1);   // rows of three</code></example>
public static class ReferenceReduction
{
    /// <summary><c>y[o, i] = sum over l of x[o, l, i]</c>.</summary>
    public static void Sum<T>(ReadOnlySpan<T> x, Span<T> y, long length, long inner) where T : unmanaged, INumber<T> =>
        Fold(x, y, length, inner, T.Zero, static (sum, value) => sum + value);

    /// <summary><c>y[o, i] = product over l of x[o, l, i]</c>.</summary>
    public static void Product<T>(ReadOnlySpan<T> x, Span<T> y, long length, long inner) where T : unmanaged, INumber<T> =>
        Fold(x, y, length, inner, T.One, static (product, value) => product * value);

    /// <summary><c>y[o, i] = the greatest x[o, l, i]</c>; NaN when any is.</summary>
    public static void Max<T>(ReadOnlySpan<T> x, Span<T> y, long length, long inner) where T : unmanaged, IFloatingPointIeee754<T> =>
        Fold(x, y, length, inner, T.NegativeInfinity, T.Max);

    /// <summary><c>y[o, i] = the least x[o, l, i]</c>; NaN when any is.</summary>
    public static void Min<T>(ReadOnlySpan<T> x, Span<T> y, long length, long inner) where T : unmanaged, IFloatingPointIeee754<T> =>
        Fold(x, y, length, inner, T.PositiveInfinity, T.Min);

    /// <summary><c>y[o, i] = the first l with the greatest x[o, l, i]</c>; a NaN counts as greater than every number.</summary>
    public static void ArgMax<T>(ReadOnlySpan<T> x, Span<int> y, long length, long inner) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int item = 0; item < y.Length; item++)
        {
            int first = First(item, length, inner), best = 0;
            for (int l = 1; l < length; l++)
            {
                T value = x[first + l * (int)inner], champion = x[first + best * (int)inner];
                if (value > champion || T.IsNaN(value) && !T.IsNaN(champion)) best = l;
            }
            y[item] = best;
        }
    }

    /// <summary><c>y[o, l, i] = x[o, 0, i] + ... + x[o, l, i]</c>.</summary>
    public static void CumulativeSum<T>(ReadOnlySpan<T> x, Span<T> y, long length, long inner) where T : unmanaged, INumber<T>
    {
        for (int item = 0; item < Items(x.Length, length); item++)
        {
            T sum = T.Zero;
            for (int l = 0; l < length; l++)
            {
                int at = First(item, length, inner) + l * (int)inner;
                sum += x[at];
                y[at] = sum;
            }
        }
    }

    /// <summary><c>gx[o, l, i] = gy[o, i] times the product of all x[o, k, i] but that with k = l</c>: from the left and from the right, so that nothing is
    /// divided by.</summary>
    public static void ProductGradient<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> gy, Span<T> gx, long length, long inner) where T : unmanaged, INumber<T>
    {
        for (int item = 0; item < gy.Length; item++)
        {
            int first = First(item, length, inner), step = (int)inner;
            T before = gy[item], after = T.One;
            for (int at = first; at < first + length * step; before *= x[at], at += step) gx[at] = before;
            for (int at = first + ((int)length - 1) * step; at >= first; after *= x[at], at -= step) gx[at] *= after;
        }
    }

    private static void Fold<T>(ReadOnlySpan<T> x, Span<T> y, long length, long inner, T start, Func<T, T, T> combine) where T : unmanaged
    {
        for (int item = 0; item < y.Length; item++)
        {
            T result = start;
            for (int l = 0; l < length; l++) result = combine(result, x[First(item, length, inner) + l * (int)inner]);
            y[item] = result;
        }
    }

    // Where the elements that item number o * inner + i folds begin.
    private static int First(int item, long length, long inner) => (int)(item / inner * length * inner + item % inner);

    private static int Items(int count, long length) => length == 0 ? 0 : (int)(count / length);
}
