using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>Combines neighbouring elements: y[r] = x[r, 0] + x[r, 1] + .. for each row.</summary>
/// <remarks>
/// A sum of floats depends on its order, so the order is part of the definition, and is the same on every machine: element i of a block of 4096 goes to lane i
/// % (4 vectors), each lane is a running sum,
/// and the lanes are folded in a fixed tree. Blocks are combined one after the other within a segment, segments in a tree. Four running vectors also hide the
/// latency of addition.
/// </remarks>
internal static unsafe class RowReduction<T, TCombiner> where T : unmanaged, INumber<T> where TCombiner : ICombiner<T>
{
    private const int Block = 4096;
    private const int MostSegments = 64;

    /// <summary>Combines each row.</summary>
    [SkipLocalsInit]
    public static void Run(T* x, T* y, long rows, long length)
    {
        Work work = new() { X = x, Y = y, Length = length, Segments = 1, Segment = Math.Max(1, length) };
        if (rows < MostSegments && length > 4 * Block)   // few long rows: each is cut into segments of whole blocks
        {
            long most = Math.Min(MostSegments, (length + 4 * Block - 1) / (4 * Block));
            work.Segment = ((length + most - 1) / most + Block - 1) / Block * Block;
            work.Segments = (length + work.Segment - 1) / work.Segment;
        }
        T* partial = stackalloc T[work.Segments > 1 ? (int)(rows * work.Segments) : 1];
        if (work.Segments > 1) work.Y = partial;
        work.Cut = new(rows * work.Segments, work.Segment + 16);
        WorkerPool.Run(ref work, work.Cut.Chunks);
        if (work.Segments > 1)
            for (long row = 0; row < rows; row++) y[row] = Tree(partial + row * work.Segments, work.Segments);
    }

    /// <summary>Combines one row, its blocks one after the other.</summary>
    public static T Row(T* x, long length)
    {
        T result = BlockOf(x, (int)Math.Min(Block, length));
        for (long start = Block; start < length; start += Block) result = TCombiner.Combine(result, BlockOf(x + start, (int)Math.Min(Block, length - start)));
        return result;
    }

    [MethodImpl(AggressiveOptimization)]
    private static T BlockOf(T* x, int length)
    {
        int width = Vector512<T>.Count;
        Vector512<T> none = Vector512.Create(TCombiner.Identity), a = none, b = none, c = none, d = none;
        for (; length >= 4 * width; length -= 4 * width, x += 4 * width)
        {
            a = TCombiner.Combine(a, Vector512.Load(x));
            b = TCombiner.Combine(b, Vector512.Load(x + width));
            c = TCombiner.Combine(c, Vector512.Load(x + 2 * width));
            d = TCombiner.Combine(d, Vector512.Load(x + 3 * width));
        }
        if (length > 0) a = TCombiner.Combine(a, Part.LoadUpTo(x, length, none));
        if (length > width) b = TCombiner.Combine(b, Part.LoadUpTo(x + width, length - width, none));
        if (length > 2 * width) c = TCombiner.Combine(c, Part.LoadUpTo(x + 2 * width, length - 2 * width, none));
        if (length > 3 * width) d = TCombiner.Combine(d, Part.LoadUpTo(x + 3 * width, length - 3 * width, none));
        return Combiner.Fold<T, TCombiner>(TCombiner.Combine(TCombiner.Combine(a, c), TCombiner.Combine(b, d)));
    }

    /// <summary>Combines values in place as a tree: neighbours, then neighbours two apart, four apart ...</summary>
    private static T Tree(T* values, long count)
    {
        for (long apart = 1; apart < count; apart *= 2)
            for (long i = 0; i + apart < count; i += 2 * apart) values[i] = TCombiner.Combine(values[i], values[i + apart]);
        return values[0];
    }

    private struct Work : IChunkedWork
    {
        public T* X, Y;
        public long Length, Segments, Segment;
        public Cut Cut;

        public readonly void Run(int chunk, int worker)
        {
            for (long item = Cut.Start(chunk); item < Cut.End(chunk); item++)
            {
                long start = item % Segments * Segment;
                Y[item] = Row(X + item / Segments * Length + start, Math.Min(Segment, Length - start));
            }
        }
    }
}
