using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
                if (Inner == 1)
                {
                    T* row = X + item * Length;
                    T extreme = Least ? RowReduction<T, Combiner.Least<T>>.Row(row, Length) : RowReduction<T, Combiner.Greatest<T>>.Row(row, Length);
                    Y[item] = TIndex.CreateTruncating(First(row, Length, extreme));
                    continue;
                }
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

        /// <summary>Where the row's extreme first stands: the first lane that equals it, or is NaN (then the extreme is NaN too, and equals nothing).</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static long First(T* row, long length, T extreme)
        {
            Vector512<T> wanted = Vector512.Create(extreme);
            for (long i = 0; i < length; i += Vector512<T>.Count)
            {
                Vector512<T> lanes = Part.LoadUpTo(row + i, length - i, Vector512<T>.Zero);
                ulong hits = (Vector512.Equals(lanes, wanted) | ~Vector512.Equals(lanes, lanes)).ExtractMostSignificantBits();
                if (hits != 0) return i + BitOperations.TrailingZeroCount(hits);
            }
            return 0;
        }
    }
}
