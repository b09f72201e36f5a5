using System.Numerics;
using System.Runtime.CompilerServices;

namespace Hebb.Kernels;

/// <summary>y = max(x - tau, 0) with the tau for which y sums to 1, each row by itself.</summary>
internal static unsafe class Sparsemax
{
    /// <summary>The sparsemax of each row.</summary>
    public static void Run(in View x, in View y, long rows, int length)
    {
        if (x.DType == DType.Float32) Work<float>.Start(x, y, rows, length);
        else Work<double>.Start(x, y, rows, length);
    }

    private struct Work<T> : IChunkedWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private T* _x, _y;
        private int _length;
        private Cut _cut;

        public static void Start(in View x, in View y, long rows, int length)
        {
            Work<T> work = new() { _x = (T*)x.Address, _y = (T*)y.Address, _length = length, _cut = new(rows, 16L * length + 16) };
            WorkerPool.Run(ref work, work._cut.Chunks);
        }

        public readonly void Run(int chunk, int worker)
        {
            for (long row = _cut.Start(chunk); row < _cut.End(chunk); row++) Row(_x + row * _length, _y + row * _length, _length);
        }

        // Nothing is sorted: tau of all that might be above it is a lower bound, which leaves fewer of them, and so on (Michelot 1986). A tau of -1 below the
        // greatest element is a bound to begin with. Sums are double: tau is a difference.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Row(T* x, T* y, int length)
        {
            T max = T.NegativeInfinity;
            for (int i = 0; i < length; i++) max = T.Max(max, x[i]);
            double tau = -1;
            for (int above = 0, before = int.MaxValue; ; before = above)
            {
                double sum = 0;
                above = 0;
                for (int i = 0; i < length; i++)
                {
                    double below = double.CreateTruncating(x[i] - max);
                    if (!(below > tau)) continue;
                    sum += below;
                    above++;
                }
                if (above == 0 || above >= before) break;   // none: there is a NaN
                tau = (sum - 1) / above;
            }
            for (int i = 0; i < length; i++) y[i] = T.CreateTruncating(double.Max(0, double.CreateTruncating(x[i] - max) - tau));
        }
    }
}
