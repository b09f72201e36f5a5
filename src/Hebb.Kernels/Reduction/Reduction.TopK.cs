using System.Numerics;
using System.Runtime.CompilerServices;

namespace Hebb.Kernels;

internal static unsafe partial class Reduction
{
    private static void TopK<T>(T* x, T* values, int* indices, long rows, int length, int k) where T : unmanaged, INumber<T>
    {
        TopKWork<T> work = new() { X = x, Values = values, Indices = indices, Length = length, K = k, Cut = new(rows, 4L * length) };
        WorkerPool.Run(ref work, work.Cut.Chunks);
    }

    /// <summary>A row's outputs are its working memory: a heap whose root is the worst of the k best so far, sorted in place at the end.</summary>
    private struct TopKWork<T> : IChunkedWork where T : unmanaged, INumber<T>
    {
        public T* X, Values;
        public int* Indices;
        public int Length, K;
        public Cut Cut;

        public readonly void Run(int chunk, int worker)
        {
            for (long row = Cut.Start(chunk); row < Cut.End(chunk); row++) Row(X + row * Length, Values + row * K, Indices + row * K);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Row(T* x, T* values, int* indices)
        {
            if (K == 0) return;
            for (int i = 0; i < K; i++) (values[i], indices[i]) = (x[i], i);
            for (int i = K / 2 - 1; i >= 0; i--) Sink(values, indices, i, K);
            for (int i = K; i < Length; i++)
                if (!(x[i] <= values[0]) && Precedes(x[i], i, values[0], indices[0]))   // most are not even greater; NaN is never less
                {
                    (values[0], indices[0]) = (x[i], i);
                    Sink(values, indices, 0, K);
                }
            for (int last = K - 1; last > 0; last--)   // the worst goes to the end, again and again
            {
                (values[0], values[last]) = (values[last], values[0]);
                (indices[0], indices[last]) = (indices[last], indices[0]);
                Sink(values, indices, 0, last);
            }
        }

        private static void Sink(T* values, int* indices, int at, int count)
        {
            for (int child; (child = 2 * at + 1) < count; at = child)
            {
                if (child + 1 < count && Precedes(values[child], indices[child], values[child + 1], indices[child + 1])) child++;
                if (!Precedes(values[at], indices[at], values[child], indices[child])) return;
                (values[at], values[child]) = (values[child], values[at]);
                (indices[at], indices[child]) = (indices[child], indices[at]);
            }
        }

        /// <summary>The order of the result: NaN, then the greater value, then the lower index.</summary>
        private static bool Precedes(T a, int i, T b, int j)
        {
            if (T.IsNaN(a) || T.IsNaN(b)) return T.IsNaN(a) && (!T.IsNaN(b) || i < j);
            return a > b || (a == b && i < j);
        }
    }
}
