using System.Numerics;

namespace Hebb.Kernels;

/// <summary>The cross entropy of each row's softmax with one integer label: log sum exp(logits) - logits[label].</summary>
internal static unsafe class SoftmaxCrossEntropy
{
    /// <summary>The loss of each row. Labels are Int32 or Int64, in 0..classes-1 (the caller has checked them).</summary>
    public static void Forward(in View logits, in View labels, in View losses, long rows, int classes)
    {
        if (logits.DType == DType.Float32) Forward((float*)logits.Address, labels, (float*)losses.Address, rows, classes);
        else Forward((double*)logits.Address, labels, (double*)losses.Address, rows, classes);
    }

    /// <summary>gradLogits = (softmax(logits) - onehot(labels)) * gradLosses.</summary>
    public static void Gradient(in View logits, in View labels, in View gradLosses, in View gradLogits, long rows, int classes)
    {
        if (logits.DType == DType.Float32) Gradient((float*)logits.Address, labels, (float*)gradLosses.Address, (float*)gradLogits.Address, rows, classes);
        else Gradient((double*)logits.Address, labels, (double*)gradLosses.Address, (double*)gradLogits.Address, rows, classes);
    }

    private static long Label(in View labels, long row) => labels.DType == DType.Int64 ? ((long*)labels.Address)[row] : ((int*)labels.Address)[row];

    private static void Forward<T>(T* x, in View labels, T* losses, long rows, int classes) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (long row = 0; row < rows; row++, x += classes)
        {
            T max = T.NegativeInfinity, sum = T.Zero;
            for (int i = 0; i < classes; i++) max = T.Max(max, x[i]);
            for (int i = 0; i < classes; i++) sum += T.Exp(x[i] - max);
            losses[row] = T.Log(sum) - (x[Label(labels, row)] - max);
        }
    }

    private static void Gradient<T>(T* x, in View labels, T* g, T* gx, long rows, int classes) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (long row = 0; row < rows; row++, x += classes, gx += classes)
        {
            T max = T.NegativeInfinity, sum = T.Zero;
            for (int i = 0; i < classes; i++) max = T.Max(max, x[i]);
            for (int i = 0; i < classes; i++) sum += T.Exp(x[i] - max);
            for (int i = 0; i < classes; i++) gx[i] = (T.Exp(x[i] - max) / sum - (i == Label(labels, row) ? T.One : T.Zero)) * g[row];
        }
    }
}
