using System.Numerics;

namespace Hebb;

/// <summary>Sparsemax as plain loops over rows, as its paper has it: what the fast kernel computes, to be read.</summary>
/// <remarks>With the elements sorted downwards, the first k are above zero, where k is the greatest with <c>1 + k z[k] &gt; z[1] + ... + z[k]</c>; and tau is
/// their sum less 1, divided by k. (Martins and Astudillo 2016, algorithm 1.)</remarks>
public static class ReferenceSparsemax
{
    /// <summary><c>y[i] = max(x[i] - tau, 0)</c>, whose sum is 1, in each row.</summary>
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y, int length) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0; row < x.Length; row += length)
        {
            T[] sorted = x.Slice(row, length).ToArray();
            Array.Sort(sorted, static (left, right) => right.CompareTo(left));
            T sum = T.Zero, tau = T.Zero;
            for (int k = 1; k <= length; k++)
            {
                sum += sorted[k - 1];
                if (T.One + T.CreateChecked(k) * sorted[k - 1] > sum) tau = (sum - T.One) / T.CreateChecked(k);
            }
            for (int i = row; i < row + length; i++) y[i] = T.Max(x[i] - tau, T.Zero);
        }
    }
}
