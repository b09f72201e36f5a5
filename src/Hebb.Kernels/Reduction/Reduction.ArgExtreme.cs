using System.Numerics;

namespace Hebb.Kernels;

internal static unsafe partial class Reduction
{
    private static void ArgExtreme<T, TIndex>(T* x, TIndex* y, long outer, long length, long inner, bool least)
        where T : unmanaged, INumber<T> where TIndex : unmanaged, INumber<TIndex>
    {
        ArgExtremeWork<T, TIndex> work = new() { X = x, Y = y, Length = length, Inner = inner, Least = least, Cut = new(outer * inner, length) };
        WorkerPool.Run(ref work, work.Cut.Chunks);
    }

    private struct ArgExtremeWork<T, TIndex> : IChunkedWork where T : unmanaged, INumber<T> where TIndex : unmanaged, INumber<TIndex>
    {
        public T* X;
        public TIndex* Y;
        public long Length, Inner;
        public bool Least;
        public Cut Cut;

        public readonly void Run(int chunk, int worker)
        {
            for (long item = Cut.Start(chunk); item < Cut.End(chunk); item++)
            {
                T* x = X + item / Inner * Length * Inner + item % Inner;
                long best = 0;
                for (long l = 1; l < Length && !T.IsNaN(x[best * Inner]); l++)
                {
                    T value = x[l * Inner], champion = x[best * Inner];
                    if (T.IsNaN(value) || (Least ? value < champion : value > champion)) best = l;
                }
                Y[item] = TIndex.CreateTruncating(best);
            }
        }
    }
}
