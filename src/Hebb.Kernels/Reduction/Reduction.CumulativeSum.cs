using System.Numerics;

namespace Hebb.Kernels;

internal static unsafe partial class Reduction
{
    private static void CumulativeSum<T>(T* x, T* y, long outer, long length, long inner) where T : unmanaged, INumber<T>
    {
        CumulativeSumWork<T> work = new() { X = x, Y = y, Length = length, Inner = inner, Cut = new(outer, length * inner) };
        WorkerPool.Run(ref work, work.Cut.Chunks);
    }

    private struct CumulativeSumWork<T> : IChunkedWork where T : unmanaged, INumber<T>
    {
        public T* X, Y;
        public long Length, Inner;
        public Cut Cut;

        public readonly void Run(int chunk, int worker)
        {
            for (long o = Cut.Start(chunk); o < Cut.End(chunk); o++)
            {
                T* x = X + o * Length * Inner, y = Y + o * Length * Inner;
                for (long i = 0; i < Inner && Length > 0; i++) y[i] = x[i];
                for (long e = Inner; e < Length * Inner; e++) y[e] = y[e - Inner] + x[e];
            }
        }
    }
}
