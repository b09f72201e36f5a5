using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>y = x - max x - log sum exp(x - max x), each row by itself.</summary>
internal static unsafe class LogSoftmax
{
    /// <summary>The logarithm of the softmax of each row.</summary>
    public static void Run(in View x, in View y, long rows, int length)
    {
        if (x.DType == DType.Float32) SoftmaxWork<float, Rows<float>>.Forward(x, y, rows, length);
        else SoftmaxWork<double, Rows<double>>.Forward(x, y, rows, length);
    }

    /// <summary>gx = gy - exp(y) * sum of gy, each row by itself.</summary>
    public static void Gradient(in View y, in View gy, in View gx, long rows, int length)
    {
        if (y.DType == DType.Float32) SoftmaxWork<float, Rows<float>>.Backward(y, gy, gx, rows, length);
        else SoftmaxWork<double, Rows<double>>.Backward(y, gy, gx, rows, length);
    }

    private readonly struct Rows<T> : IRows<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        /// <summary>As many rows at once as stay in the cache until they are read a second time.</summary>
        public static void Forward(T* x, T* y, long rows, int length)
        {
            int together = Math.Clamp(8192 / length, 1, SoftmaxRow<T>.Together), step = together * length;
            for (; rows > 0; rows -= together, x += step, y += step) Together(x, y, (int)Math.Min(rows, together), length);
        }

        /// <summary>A few rows, whose logarithms are taken together.</summary>
        [MethodImpl(AggressiveOptimization), SkipLocalsInit]
        private static void Together(T* x, T* y, int rows, int length)
        {
            T* logs = stackalloc T[SoftmaxRow<T>.Together], greatest = stackalloc T[SoftmaxRow<T>.Together];
            for (int row = 0; row < rows; row++)
            {
                logs[row] = SoftmaxRow<T>.SumOfExponentials(x + (long)row * length, null, length, out Vector512<T> max);
                greatest[row] = max.ToScalar();
            }
            SoftmaxRow<T>.Log(logs, rows);
            for (int row = 0; row < rows; row++, x += length, y += length)
            {
                Vector512<T> max = Vector512.Create(greatest[row]), log = Vector512.Create(logs[row]);
                for (int i = 0; i < length; i += Vector512<T>.Count) Part.StoreUpTo(Part.LoadUpTo(x + i, length - i, default) - max - log, y + i, length - i);
            }
        }

        [MethodImpl(AggressiveOptimization)]
        public static void Backward(T* y, T* gy, T* gx, long rows, int length)
        {
            int lanes = Vector512<T>.Count;
            for (; rows > 0; rows--, y += length, gy += length, gx += length)
            {
                Vector512<T> sum = default;
                for (int i = 0; i < length; i += lanes) sum += Part.LoadUpTo(gy + i, length - i, default);
                sum = Vector512.Create(Combiner.Fold<T, Combiner.Add<T>>(sum));
                for (int i = 0; i < length; i += lanes)
                {
                    Vector512<T> softmax = SoftmaxRow<T>.Exp(Part.LoadUpTo(y + i, length - i, default));
                    Part.StoreUpTo(Part.LoadUpTo(gy + i, length - i, default) - softmax * sum, gx + i, length - i);
                }
            }
        }
    }
}
