using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>The mean and the (population) variance of each column: the statistics of a batch.</summary>
/// <remarks>
/// mean = sum x / n     variance = sum (x - mean)^2 / n
/// The second sum needs the first, so memory would be read twice; and sum x^2 - n mean^2, which needs one pass, loses all digits when the mean is large.
/// Instead, a block of rows small enough for the
/// nearest cache is read twice, for its own mean and its own sum of squared deviations M; and two blocks a and b are merged without loss (Chan, Golub and
/// LeVeque, 1979):
/// d = mean_b - mean_a     mean = mean_a + d n_b / n     M = M_a + M_b + d^2 n_a n_b / n
/// Lanes are columns. Rows narrower than half a block of columns are read several at a time, as in <see cref="ColumnReduction{T, TCombiner}"/>. Blocks are
/// merged in order within a segment, segments in order.
/// </remarks>
internal static unsafe class Moments
{
    /// <summary>mean[c] = sum x[r, c] / rows; variance[c] = sum (x[r, c] - mean[c])^2 / rows.</summary>
    public static void Run(in View x, in View mean, in View variance, long rows, int channels)
    {
        if (x.DType == DType.Float32) Columns<float>.Run((float*)x.Address, (float*)mean.Address, (float*)variance.Address, rows, channels);
        else Columns<double>.Run((double*)x.Address, (double*)mean.Address, (double*)variance.Address, rows, channels);
    }

    private static class Columns<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private const int BlockRows = 64;
        private const int MostSegments = 64;
        private const int MostPartials = 1 << 13;

        private static int BlockColumns => 4 * Vector512<T>.Count;

        [SkipLocalsInit]
        public static void Run(T* x, T* mean, T* variance, long rows, int channels)
        {
            if (channels == 0) return;
            Work work = new() { X = x, Rows = rows, Channels = channels, Blocks = (channels + BlockColumns - 1) / BlockColumns };
            (work.Segments, work.Segment) = (1, Math.Max(1, rows));
            long most = Math.Min(Math.Min(MostSegments / work.Blocks, rows * Math.Min(channels, BlockColumns) / (BlockRows * 64)), MostPartials / channels);
            if (most > 1)
            {
                work.Segment = (rows + most - 1) / most;
                int together = Math.Max(1, BlockColumns / channels);
                work.Segment = (work.Segment + BlockRows * together - 1) / (BlockRows * together) * (BlockRows * together);
                work.Segments = (rows + work.Segment - 1) / work.Segment;
            }
            T* partial = stackalloc T[work.Segments > 1 ? (int)(2 * work.Segments * channels) : 1];
            work.Means = work.Segments > 1 ? partial : mean;
            work.Squares = work.Segments > 1 ? partial + work.Segments * channels : variance;
            work.Cut = new(work.Segments * work.Blocks, 2 * work.Segment * Math.Min(channels, BlockColumns));
            WorkerPool.Run(ref work, work.Cut.Chunks);
            for (long s = 1; s < work.Segments; s++)
                Merge(work.Means, work.Squares, s * work.Segment, work.Means + s * channels, work.Squares + s * channels,
                    Math.Min(work.Segment, rows - s * work.Segment), channels);
            for (int c = 0; c < channels; c++) (mean[c], variance[c]) = (work.Means[c], work.Squares[c] / T.CreateTruncating(rows));
        }

        /// <summary>Merges the statistics of other rows of some columns into those of the rows before them.</summary>
        [MethodImpl(AggressiveOptimization)]
        private static void Merge(T* mean, T* squares, long count, T* otherMean, T* otherSquares, long otherCount, int columns)
        {
            T share = T.CreateTruncating(otherCount) / T.CreateTruncating(count + otherCount), weight = T.CreateTruncating(count) * share;
            for (int c = 0; c < columns; c += Vector512<T>.Count)
            {
                int left = columns - c;
                Vector512<T> none = default, m = Part.LoadUpTo(mean + c, left, none), s = Part.LoadUpTo(squares + c, left, none);
                Merge(ref m, ref s, Part.LoadUpTo(otherMean + c, left, none), Part.LoadUpTo(otherSquares + c, left, none), share, weight);
                Part.StoreUpTo(m, mean + c, left);
                Part.StoreUpTo(s, squares + c, left);
            }
        }

        /// <summary>Mean and squared deviations of a block of columns over some rows.</summary>
        [MethodImpl(AggressiveOptimization), SkipLocalsInit]
        private static void Segment(T* x, T* mean, T* squares, long rows, long stride, int columns)
        {
            int together = columns == stride ? (int)Math.Min(BlockColumns / columns, Math.Max(1, rows)) : 1;
            int lanes = Vector512<T>.Count, wide = together * columns;
            long wideRows = rows / together;
            T* wideMean = stackalloc T[BlockColumns], wideSquares = stackalloc T[BlockColumns];
            long step = together == 1 ? stride : wide;
            if (wide > 2 * lanes) Four(x, wideMean, wideSquares, wideRows, step, lanes, Math.Min(2 * lanes, wide - lanes), wide - lanes);
            else
                for (int first = 0; first < wide; first += lanes)
                    One(x + first, wideMean + first, wideSquares + first, wideRows, step, Math.Min(lanes, wide - first));
            for (int k = 1; k < together; k++)
                Merge(wideMean, wideSquares, k * wideRows, wideMean + k * columns, wideSquares + k * columns, wideRows, columns);
            if (wideRows * together < rows) new Span<T>(wideSquares + columns, columns).Clear();
            for (long r = wideRows * together; r < rows; r++) Merge(wideMean, wideSquares, r, x + r * stride, wideSquares + columns, 1, columns);
            for (int c = 0; c < columns; c++) (mean[c], squares[c]) = (wideMean[c], wideSquares[c]);
        }

        /// <summary>The same for one vector of columns, or part of one.</summary>
        [MethodImpl(AggressiveOptimization)]
        private static void One(T* x, T* mean, T* squares, long rows, long stride, int columns)
        {
            Vector512<T> m = default, s = default;
            for (long done = 0; done < rows; done += BlockRows)
            {
                long count = Math.Min(BlockRows, rows - done);
                T* block = x + done * stride;
                Vector512<T> sum = default, deviations = default;
                for (long r = 0; r < count; r++) sum += Part.LoadUpTo(block + r * stride, columns, default);
                sum *= T.One / T.CreateTruncating(count);
                for (long r = 0; r < count; r++)
                {
                    Vector512<T> d = Part.LoadUpTo(block + r * stride, columns, default) - sum;
                    deviations += d * d;
                }
                T share = T.CreateTruncating(count) / T.CreateTruncating(done + count);
                Merge(ref m, ref s, sum, deviations, share, T.CreateTruncating(done) * share);
            }
            Part.StoreUpTo(m, mean, columns);
            Part.StoreUpTo(s, squares, columns);
        }

        /// <summary>The same for three or four vectors, whose sums do not wait for each other; the last may overlap the one before.</summary>
        [MethodImpl(AggressiveOptimization)]
        private static void Four(T* x, T* mean, T* squares, long rows, long stride, int second, int third, int fourth)
        {
            Vector512<T> ma = default, mb = default, mc = default, md = default, sa = default, sb = default, sc = default, sd = default;
            for (long done = 0; done < rows; done += BlockRows)
            {
                long count = Math.Min(BlockRows, rows - done);
                T* block = x + done * stride, row = block;
                Vector512<T> a = default, b = default, c = default, d = default;
                for (long r = 0; r < count; r++, row += stride)
                {
                    a += Vector512.Load(row);
                    b += Vector512.Load(row + second);
                    c += Vector512.Load(row + third);
                    d += Vector512.Load(row + fourth);
                }
                T part = T.One / T.CreateTruncating(count);
                a *= part;
                b *= part;
                c *= part;
                d *= part;
                Vector512<T> ea = default, eb = default, ec = default, ed = default;
                row = block;
                for (long r = 0; r < count; r++, row += stride)
                {
                    Vector512<T> da = Vector512.Load(row) - a, db = Vector512.Load(row + second) - b, dc = Vector512.Load(row + third) - c,
                        dd = Vector512.Load(row + fourth) - d;
                    ea += da * da;
                    eb += db * db;
                    ec += dc * dc;
                    ed += dd * dd;
                    if (!Sse.IsSupported) continue;
                    T* ahead = row + BlockRows * stride;   // this pass leaves memory alone: the next block may come nearer meanwhile
                    Sse.Prefetch0(ahead);
                    Sse.Prefetch0(ahead + second);
                    Sse.Prefetch0(ahead + third);
                    Sse.Prefetch0(ahead + fourth);
                }
                T share = T.CreateTruncating(count) / T.CreateTruncating(done + count), weight = T.CreateTruncating(done) * share;
                Merge(ref ma, ref sa, a, ea, share, weight);
                Merge(ref mb, ref sb, b, eb, share, weight);
                Merge(ref mc, ref sc, c, ec, share, weight);
                Merge(ref md, ref sd, d, ed, share, weight);
            }
            Vector512.Store(ma, mean);
            Vector512.Store(mb, mean + second);
            Vector512.Store(mc, mean + third);
            Vector512.Store(md, mean + fourth);
            Vector512.Store(sa, squares);
            Vector512.Store(sb, squares + second);
            Vector512.Store(sc, squares + third);
            Vector512.Store(sd, squares + fourth);
        }

        [MethodImpl(AggressiveInlining)]
        private static void Merge(ref Vector512<T> mean, ref Vector512<T> squares, Vector512<T> otherMean, Vector512<T> otherSquares, T share, T weight)
        {
            Vector512<T> d = otherMean - mean;
            mean += d * share;
            squares += otherSquares + d * d * weight;
        }

        private struct Work : IChunkedWork
        {
            public T* X, Means, Squares;
            public int Channels;
            public long Rows, Blocks, Segments, Segment;
            public Cut Cut;

            public readonly void Run(int chunk, int worker)
            {
                for (long item = Cut.Start(chunk); item < Cut.End(chunk); item++)
                {
                    long first = item % Blocks * BlockColumns, s = item / Blocks, row = s * Segment, at = s * Channels + first;
                    Moments.Columns<T>.Segment(X + row * Channels + first, Means + at, Squares + at, Math.Min(Segment, Rows - row), Channels,
                        (int)Math.Min(BlockColumns, Channels - first));
                }
            }
        }
    }
}
