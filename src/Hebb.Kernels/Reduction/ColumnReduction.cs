using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>Combines along an outer axis: y[o, i] = x[o, 0, i] + x[o, 1, i] + .., such as the gradient of a bias.</summary>
/// <remarks>
/// for each row l: for each column i: y[i] += x[l, i], so lanes are columns, and each output is a chain over the rows, broken every 256 rows to keep rounding
/// errors small.
/// Columns are cut into blocks of four vectors. Many rows of few columns are cut into segments too, at most 64, whose results are combined in a tree; and rows
/// narrower than half a block are read
/// several at a time: [1000, 10] as [166, 60] and four rows that are left.
/// </remarks>
internal static unsafe class ColumnReduction<T, TCombiner> where T : unmanaged, INumber<T> where TCombiner : ICombiner<T>
{
    private const int ChainRows = 256;
    private const int MostSegments = 64;
    private const int MostPartials = 1 << 14;

    private static int BlockColumns => 4 * Vector512<T>.Count;

    /// <summary>Combines the middle axis of x [outer, length, inner].</summary>
    [SkipLocalsInit]
    public static void Run(T* x, T* y, long outer, long length, long inner)
    {
        if (outer * inner == 0) return;
        Work work = new() { X = x, Y = y, Length = length, Inner = inner, Outer = outer, Blocks = (inner + BlockColumns - 1) / BlockColumns };
        (work.Segments, work.Segment) = (1, Math.Max(1, length));
        long most = Math.Min(Math.Min(MostSegments / (outer * work.Blocks), length * Math.Min(inner, BlockColumns) / (ChainRows * 16)),
            MostPartials / (outer * inner));
        if (most > 1)
        {
            work.Segment = ((length + most - 1) / most + ChainRows - 1) / ChainRows * ChainRows;
            work.Segments = (length + work.Segment - 1) / work.Segment;
        }
        T* partial = stackalloc T[work.Segments > 1 ? (int)(work.Segments * outer * inner) : 1];
        if (work.Segments > 1) work.Y = partial;
        work.Cut = new(work.Segments * outer * work.Blocks, work.Segment * Math.Min(inner, BlockColumns));
        WorkerPool.Run(ref work, work.Cut.Chunks);
        if (work.Segments > 1)
        {
            long count = outer * inner;
            for (long apart = 1; apart < work.Segments; apart *= 2)
                for (long s = 0; s + apart < work.Segments; s += 2 * apart) Into(partial + s * count, partial + (s + apart) * count, count);
            Buffer.MemoryCopy(partial, y, count * sizeof(T), count * sizeof(T));
        }
    }

    /// <summary>into[i] += from[i].</summary>
    [MethodImpl(AggressiveOptimization)]
    private static void Into(T* into, T* from, long count)
    {
        Vector512<T> none = Vector512<T>.Zero;
        for (; count > 0; count -= Vector512<T>.Count, into += Vector512<T>.Count, from += Vector512<T>.Count)
            Part.StoreUpTo(TCombiner.Combine(Part.LoadUpTo(into, count, none), Part.LoadUpTo(from, count, none)), into, count);
    }

    /// <summary>y[i] = the combination of column i of x over some rows, for a block of columns.</summary>
    [SkipLocalsInit]
    private static void Segment(T* x, T* y, long rows, long stride, int columns)
    {
        int lanes = Vector512<T>.Count, together = columns == stride && rows > 1 ? (int)Math.Min(BlockColumns / columns, rows) : 1, wide = together * columns;
        if (wide < lanes)
        {
            for (int i = 0; i < columns; i++)
            {
                T result = TCombiner.Identity;
                for (long l = 0; l < rows; l++) result = TCombiner.Combine(result, x[l * stride + i]);
                y[i] = result;
            }
            return;
        }
        if (together == 1)
        {
            Chains(x, y, rows, stride, columns);
            return;
        }
        T* sums = stackalloc T[BlockColumns];
        Chains(x, sums, rows / together, wide, wide);
        for (int i = 0; i < columns; i++)
        {
            T result = sums[i];
            for (int k = i + columns; k < wide; k += columns) result = TCombiner.Combine(result, sums[k]);
            for (long l = rows - rows % together; l < rows; l++) result = TCombiner.Combine(result, x[l * stride + i]);
            y[i] = result;
        }
    }

    /// <summary>One chain per column, for one to four vectors of columns; the last vector reaches back over columns of the one before rather than past the
    /// end.</summary>
    private static void Chains(T* x, T* y, long rows, long stride, int columns)
    {
        int lanes = Vector512<T>.Count, last = columns - lanes;
        if (columns > 2 * lanes) Four(x, y, rows, stride, lanes, Math.Min(2 * lanes, last), last);
        else
        {
            One(x, y, rows, stride);
            if (last > 0) One(x + last, y + last, rows, stride);
        }
    }

    [MethodImpl(AggressiveOptimization)]
    private static void Four(T* x, T* y, long rows, long stride, int second, int third, int fourth)
    {
        Vector512<T> none = Vector512.Create(TCombiner.Identity), a = none, b = none, c = none, d = none;
        for (; rows > 0; rows -= ChainRows)
        {
            Vector512<T> e = none, f = none, g = none, h = none;
            for (long l = Math.Min(rows, ChainRows); l > 0; l--, x += stride)
            {
                e = TCombiner.Combine(e, Vector512.Load(x));
                f = TCombiner.Combine(f, Vector512.Load(x + second));
                g = TCombiner.Combine(g, Vector512.Load(x + third));
                h = TCombiner.Combine(h, Vector512.Load(x + fourth));
            }
            a = TCombiner.Combine(a, e);
            b = TCombiner.Combine(b, f);
            c = TCombiner.Combine(c, g);
            d = TCombiner.Combine(d, h);
        }
        Vector512.Store(a, y);
        Vector512.Store(b, y + second);
        Vector512.Store(c, y + third);
        Vector512.Store(d, y + fourth);
    }

    [MethodImpl(AggressiveOptimization)]
    private static void One(T* x, T* y, long rows, long stride)
    {
        Vector512<T> none = Vector512.Create(TCombiner.Identity), a = none;
        for (; rows > 0; rows -= ChainRows)
        {
            Vector512<T> e = none;
            for (long l = Math.Min(rows, ChainRows); l > 0; l--, x += stride) e = TCombiner.Combine(e, Vector512.Load(x));
            a = TCombiner.Combine(a, e);
        }
        Vector512.Store(a, y);
    }

    private struct Work : IChunkedWork
    {
        public T* X, Y;
        public long Outer, Length, Inner, Blocks, Segments, Segment;
        public Cut Cut;

        public readonly void Run(int chunk, int worker)
        {
            for (long item = Cut.Start(chunk); item < Cut.End(chunk); item++)
            {
                long first = item % Blocks * BlockColumns, o = item / Blocks % Outer, s = item / (Blocks * Outer), row = s * Segment;
                Segment(X + (o * Length + row) * Inner + first, Y + (s * Outer + o) * Inner + first, Math.Min(Segment, Length - row), Inner,
                    (int)Math.Min(BlockColumns, Inner - first));
            }
        }
    }
}
