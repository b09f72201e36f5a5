using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>The two sums per channel that the gradient of a batch normalization needs, in one pass over memory.</summary>
/// <remarks>
/// sums[c] = sum over r of g[r, c]     products[c] = sum over r of g[r, c] (x[r, c] - mean[c])
/// Lanes are columns: lane c of a vector holds channel c, so nothing is ever added across lanes. Rows narrower than half a block of columns are read several at
/// a time, as in <see cref="ColumnReduction{T, TCombiner}"/>: four rows of 16 channels as one of 64.
/// The order of the additions follows from the shape alone: 64 (wide) rows are a chain, the chains of a segment are added one after the other, segments in a
/// tree.
/// </remarks>
internal static unsafe class ChannelSums
{
    /// <summary>Both sums of each column of g [rows, channels].</summary>
    public static void Run(in View g, in View x, in View mean, in View sums, in View products, long rows, int channels)
    {
        if (x.DType == DType.Float32) Run<float>(g, x, mean, sums, products, rows, channels);
        else Run<double>(g, x, mean, sums, products, rows, channels);
    }

    private static void Run<T>(in View g, in View x, in View mean, in View sums, in View products, long rows, int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Columns<T>.Run((T*)g.Address, (T*)x.Address, (T*)mean.Address, (T*)sums.Address, (T*)products.Address, rows, channels);

    private static class Columns<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private const int BlockRows = 64;
        private const int MostSegments = 64;
        private const int MostPartials = 1 << 13;

        private static int BlockColumns => 4 * Vector512<T>.Count;

        [SkipLocalsInit]
        public static void Run(T* g, T* x, T* mean, T* sums, T* products, long rows, int channels)
        {
            if (channels == 0) return;
            Work work = new() { G = g, X = x, Mean = mean, Rows = rows, Channels = channels, Blocks = (channels + BlockColumns - 1) / BlockColumns };
            (work.Segments, work.Segment) = (1, Math.Max(1, rows));
            long most = Math.Min(Math.Min(MostSegments / work.Blocks, rows * Math.Min(channels, BlockColumns) / (BlockRows * 64)), MostPartials / channels);
            if (most > 1)
            {
                int blockRows = BlockRows * Math.Max(1, BlockColumns / channels);
                work.Segment = ((rows + most - 1) / most + blockRows - 1) / blockRows * blockRows;
                work.Segments = (rows + work.Segment - 1) / work.Segment;
            }
            long partials = work.Segments * channels;
            T* partial = stackalloc T[work.Segments > 1 ? (int)(2 * partials) : 1];
            work.Sums = work.Segments > 1 ? partial : sums;
            work.Products = work.Segments > 1 ? partial + partials : products;
            work.Cut = new(work.Segments * work.Blocks, 2 * work.Segment * Math.Min(channels, BlockColumns));
            WorkerPool.Run(ref work, work.Cut.Chunks);
            if (work.Segments == 1) return;
            Tree(work.Sums, sums, work.Segments, channels);
            Tree(work.Products, products, work.Segments, channels);
        }

        /// <summary>The segments' results as one: neighbours are added, then neighbours two apart, four apart ...</summary>
        private static void Tree(T* partial, T* result, long segments, int channels)
        {
            for (long apart = 1; apart < segments; apart *= 2)
                for (long s = 0; s + apart < segments; s += 2 * apart) Into(partial + s * channels, partial + (s + apart) * channels, channels);
            for (int c = 0; c < channels; c++) result[c] = partial[c];
        }

        /// <summary>into[i] += from[i].</summary>
        [MethodImpl(AggressiveOptimization)]
        private static void Into(T* into, T* from, int count)
        {
            for (int left = count; left > 0; left -= Vector512<T>.Count, into += Vector512<T>.Count, from += Vector512<T>.Count)
                Part.StoreUpTo(Part.LoadUpTo(into, left, default) + Part.LoadUpTo(from, left, default), into, left);
        }

        /// <summary>The sums of a block of columns over some rows.</summary>
        [SkipLocalsInit]
        private static void Segment(T* g, T* x, T* mean, T* sums, T* products, long rows, long stride, int columns)
        {
            int together = columns == stride ? (int)Math.Min(BlockColumns / columns, Math.Max(1, rows)) : 1;
            int lanes = Vector512<T>.Count, wide = together * columns;
            long wideRows = rows / together, step = together == 1 ? stride : wide;
            T* wideMean = stackalloc T[BlockColumns], wideSums = stackalloc T[BlockColumns], wideProducts = stackalloc T[BlockColumns];
            for (int i = 0; i < wide; i++) (wideMean[i], wideSums[i], wideProducts[i]) = (mean[i % columns], T.Zero, T.Zero);
            for (long done = 0; done < wideRows; done += BlockRows)
            {
                long count = Math.Min(BlockRows, wideRows - done);
                T* blockG = g + done * step, blockX = x + done * step;
                if (wide > 2 * lanes)
                    Four(blockG, blockX, wideMean, wideSums, wideProducts, count, step, lanes, Math.Min(2 * lanes, wide - lanes), wide - lanes);
                else
                    for (int first = 0; first < wide; first += lanes)
                        One(blockG + first, blockX + first, wideMean + first, wideSums + first, wideProducts + first, count, step,
                            Math.Min(lanes, wide - first));
            }
            for (int k = columns; k < wide; k += columns)
            {
                Into(wideSums, wideSums + k, columns);
                Into(wideProducts, wideProducts + k, columns);
            }
            for (long r = wideRows * together; r < rows; r++)
                for (int c = 0; c < columns; c++)
                {
                    wideSums[c] += g[r * stride + c];
                    wideProducts[c] += g[r * stride + c] * (x[r * stride + c] - mean[c]);
                }
            for (int c = 0; c < columns; c++) (sums[c], products[c]) = (wideSums[c], wideProducts[c]);
        }

        /// <summary>Adds a block of rows to the sums of one vector of columns, or part of one.</summary>
        [MethodImpl(AggressiveOptimization)]
        private static void One(T* g, T* x, T* mean, T* sums, T* products, long rows, long stride, int columns)
        {
            Vector512<T> none = default, m = Part.LoadUpTo(mean, columns, none), sum = default, product = default;
            for (; rows > 0; rows--, g += stride, x += stride)
            {
                Vector512<T> v = Part.LoadUpTo(g, columns, none);
                sum += v;
                product += v * (Part.LoadUpTo(x, columns, none) - m);
            }
            Part.StoreUpTo(Part.LoadUpTo(sums, columns, none) + sum, sums, columns);
            Part.StoreUpTo(Part.LoadUpTo(products, columns, none) + product, products, columns);
        }

        /// <summary>The same for three or four vectors, whose sums do not wait for each other; the last may overlap the one before, and gives those columns
        /// the same sums.</summary>
        [MethodImpl(AggressiveOptimization)]
        private static void Four(T* g, T* x, T* mean, T* sums, T* products, long rows, long stride, int second, int third, int fourth)
        {
            Vector512<T> ma = Vector512.Load(mean), mb = Vector512.Load(mean + second), mc = Vector512.Load(mean + third), md = Vector512.Load(mean + fourth);
            Vector512<T> a = default, b = default, c = default, d = default, pa = default, pb = default, pc = default, pd = default;
            for (; rows > 0; rows--, g += stride, x += stride)
            {
                Vector512<T> va = Vector512.Load(g), vb = Vector512.Load(g + second), vc = Vector512.Load(g + third), vd = Vector512.Load(g + fourth);
                a += va;
                b += vb;
                c += vc;
                d += vd;
                pa += va * (Vector512.Load(x) - ma);
                pb += vb * (Vector512.Load(x + second) - mb);
                pc += vc * (Vector512.Load(x + third) - mc);
                pd += vd * (Vector512.Load(x + fourth) - md);
            }
            Add(sums, a, b, c, d, second, third, fourth);
            Add(products, pa, pb, pc, pd, second, third, fourth);
        }

        // All are read before one is written: the last two may overlap.
        [MethodImpl(AggressiveInlining)]
        private static void Add(T* sums, Vector512<T> a, Vector512<T> b, Vector512<T> c, Vector512<T> d, int second, int third, int fourth)
        {
            a += Vector512.Load(sums);
            b += Vector512.Load(sums + second);
            c += Vector512.Load(sums + third);
            d += Vector512.Load(sums + fourth);
            Vector512.Store(a, sums);
            Vector512.Store(b, sums + second);
            Vector512.Store(c, sums + third);
            Vector512.Store(d, sums + fourth);
        }

        private struct Work : IChunkedWork
        {
            public T* G, X, Mean, Sums, Products;
            public int Channels;
            public long Rows, Blocks, Segments, Segment;
            public Cut Cut;

            public readonly void Run(int chunk, int worker)
            {
                for (long item = Cut.Start(chunk); item < Cut.End(chunk); item++)
                {
                    long first = item % Blocks * BlockColumns, s = item / Blocks, row = s * Segment, from = row * Channels + first, to = s * Channels + first;
                    ChannelSums.Columns<T>.Segment(G + from, X + from, Mean + first, Sums + to, Products + to, Math.Min(Segment, Rows - row), Channels,
                        (int)Math.Min(BlockColumns, Channels - first));
                }
            }
        }
    }
}
