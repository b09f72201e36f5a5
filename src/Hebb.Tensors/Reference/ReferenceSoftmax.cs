using System.Numerics;

namespace Hebb;

/// <summary>Softmax, its logarithm and its cross entropy as plain loops over rows: what the fast kernels compute, to be read.</summary>
/// <remarks>The greatest element m of a row is subtracted first: <c>e^(x-m) / sum e^(x-m) = e^x / sum e^x</c>, and no exponential overflows. (Bridle
/// 1990.)</remarks>
public static class ReferenceSoftmax
{
    /// <summary><c>y[i] = e^x[i] / sum over k of e^x[k]</c> in each row.</summary>
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y, int length) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0; row < x.Length; row += length)
        {
            T log = LogSumExp(x.Slice(row, length));
            for (int i = row; i < row + length; i++) y[i] = T.Exp(x[i] - log);
        }
    }

    /// <summary><c>y[i] = x[i] - ln(sum over k of e^x[k])</c> in each row.</summary>
    public static void RunLog<T>(ReadOnlySpan<T> x, Span<T> y, int length) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0; row < x.Length; row += length)
        {
            T log = LogSumExp(x.Slice(row, length));
            for (int i = row; i < row + length; i++) y[i] = x[i] - log;
        }
    }

    /// <summary>The loss of each row: minus the logarithm of the probability that the softmax of its logits gives to its label.</summary>
    public static void CrossEntropy<T>(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> losses, int classes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0; row < labels.Length; row++)
        {
            ReadOnlySpan<T> x = logits.Slice(row * classes, classes);
            losses[row] = LogSumExp(x) - x[labels[row]];
        }
    }

    /// <summary><c>ln(sum over k of e^x[k])</c>.</summary>
    public static T LogSumExp<T>(ReadOnlySpan<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T max = T.NegativeInfinity, sum = T.Zero;
        foreach (T value in x) max = T.Max(max, value);
        if (T.IsInfinity(max)) return max;
        foreach (T value in x) sum += T.Exp(value - max);
        return max + T.Log(sum);
    }
}
