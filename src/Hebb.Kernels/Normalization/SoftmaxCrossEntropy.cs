using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>The cross entropy of each row's softmax with one integer label: log sum exp(logits) - logits[label].</summary>
internal static unsafe class SoftmaxCrossEntropy
{
    /// <summary>The loss of each row. Labels are Int32 or Int64, from 0 to classes - 1: the caller has checked them.</summary>
    public static void Forward(in View logits, in View labels, in View losses, long rows, int classes)
    {
        if (logits.DType == DType.Float32) Work<float>.Start(logits, labels, losses.Address, 0, rows, classes);
        else Work<double>.Start(logits, labels, losses.Address, 0, rows, classes);
    }

    /// <summary>gradLogits = (softmax(logits) - onehot(labels)) * gradLosses.</summary>
    public static void Gradient(in View logits, in View labels, in View gradLosses, in View gradLogits, long rows, int classes)
    {
        if (logits.DType == DType.Float32) Work<float>.Start(logits, labels, gradLosses.Address, gradLogits.Address, rows, classes);
        else Work<double>.Start(logits, labels, gradLosses.Address, gradLogits.Address, rows, classes);
    }

    private struct Work<T> : IChunkedWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private T* _x, _losses, _gx;
        private View _labels;
        private int _classes;
        private Cut _cut;

        public static void Start(in View logits, in View labels, nint losses, nint gradLogits, long rows, int classes)
        {
            Debug.Assert(logits.Count == rows * classes && labels.Count == rows && Gather.FirstOutside(labels, classes) < 0);
            Work<T> work = new() { _x = (T*)logits.Address, _labels = labels, _losses = (T*)losses, _gx = (T*)gradLogits, _classes = classes };
            work._cut = new(rows, 4L * classes + 16);
            WorkerPool.Run(ref work, work._cut.Chunks);
        }

        public readonly void Run(int chunk, int worker)
        {
            long start = _cut.Start(chunk), end = _cut.End(chunk);
            if (_gx != null) Backward(start, end);
            else
                for (; start < end; start += SoftmaxRow<T>.Together) Forward(start, (int)Math.Min(end - start, SoftmaxRow<T>.Together));
        }

        /// <summary>Up to 64 rows: their logarithms are taken together.</summary>
        [MethodImpl(AggressiveOptimization), SkipLocalsInit]
        private readonly void Forward(long start, int rows)
        {
            T* logs = stackalloc T[SoftmaxRow<T>.Together], ahead = stackalloc T[SoftmaxRow<T>.Together];
            for (int row = 0; row < rows; row++)
            {
                T* x = _x + (start + row) * _classes;
                logs[row] = SoftmaxRow<T>.SumOfExponentials(x, null, _classes, out Vector512<T> max);
                ahead[row] = x[Gather.Index(_labels, start + row)] - max.ToScalar();
            }
            SoftmaxRow<T>.Log(logs, rows);
            for (int row = 0; row < rows; row++) _losses[start + row] = logs[row] - ahead[row];
        }

        [MethodImpl(AggressiveOptimization)]
        private readonly void Backward(long start, long end)
        {
            for (long row = start; row < end; row++)
            {
                T* gx = _gx + row * _classes;
                T loss = _losses[row];
                SoftmaxRow<T>.Scale(gx, _classes, Vector512.Create(loss / SoftmaxRow<T>.SumOfExponentials(_x + row * _classes, gx, _classes, out _)));
                gx[Gather.Index(_labels, row)] -= loss;
            }
        }
    }
}
