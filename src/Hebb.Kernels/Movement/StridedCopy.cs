using System.Runtime.CompilerServices;

namespace Hebb.Kernels;

/// <summary>Copies a box of elements from one set of strides to another: what transposing, slicing, broadcasting and placing all come down to.</summary>
/// <remarks>
/// for every index (i0, .., in): destination[i0 * d0 + .. + in * dn] = source[i0 * s0 + .. + in * sn]
/// Axes that walk in step are merged first, so that the loops left over are the ones that matter; the two innermost make a plane, cut into panels of rows,
/// which are the items of work.
/// </remarks>
internal static unsafe class StridedCopy
{
    private const int PanelRows = 32;

    [InlineArray(Shape.MaxRank)]
    internal struct Axes
    {
        private long _first;
    }

    /// <summary>The strides, in elements, of a contiguous tensor.</summary>
    public static Axes Strides(in Shape shape)
    {
        Axes strides = default;
        long stride = 1;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        return strides;
    }

    /// <summary>Copies elements of <paramref name="size"/> bytes. Strides count elements; a source stride may be zero or negative.</summary>
    public static void Run(int size, nint source, nint destination, in Shape shape, Axes sourceStrides, Axes destinationStrides)
    {
        if (shape.Count == 0) return;
        switch (size)
        {
            case 1: Run((byte*)source, (byte*)destination, shape, sourceStrides, destinationStrides); break;
            case 4: Run((uint*)source, (uint*)destination, shape, sourceStrides, destinationStrides); break;
            default: Run((ulong*)source, (ulong*)destination, shape, sourceStrides, destinationStrides); break;
        }
    }

    private static void Run<T>(T* source, T* destination, in Shape shape, Axes s, Axes d) where T : unmanaged
    {
        PanelWork<T> work = new() { Source = source, Destination = destination };
        int rank = 0;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            int extent = shape[axis];
            if (extent == 1) continue;
            if (rank > 0 && work.S[rank - 1] == s[axis] * extent && work.D[rank - 1] == d[axis] * extent)
                (work.Extents[rank - 1], rank) = (work.Extents[rank - 1] * extent, rank - 1);
            else work.Extents[rank] = extent;
            (work.S[rank], work.D[rank]) = (s[axis], d[axis]);
            rank++;
        }
        for (; rank < 2; rank++)   // a plane at least
        {
            for (int axis = rank; axis > 0; axis--)
                (work.Extents[axis], work.S[axis], work.D[axis]) = (work.Extents[axis - 1], work.S[axis - 1], work.D[axis - 1]);
            (work.Extents[0], work.S[0], work.D[0]) = (1, 0, 0);
            if (rank == 0) (work.Extents[0], work.S[0], work.D[0]) = (1, 1, 1);
        }
        if (work.S[rank - 1] != 1)   // if another axis is the source's contiguous one, it makes the plane, as in a matrix transpose
            for (int axis = rank - 3; axis >= 0; axis--)
                if (work.S[axis] == 1)
                {
                    (work.Extents[axis], work.Extents[rank - 2]) = (work.Extents[rank - 2], work.Extents[axis]);
                    (work.S[axis], work.S[rank - 2]) = (work.S[rank - 2], work.S[axis]);
                    (work.D[axis], work.D[rank - 2]) = (work.D[rank - 2], work.D[axis]);
                    break;
                }
        work.Outer = rank - 2;
        work.Panels = (work.Extents[rank - 2] + PanelRows - 1) / PanelRows;
        long items = work.Panels;
        for (int axis = 0; axis < rank - 2; axis++) items *= work.Extents[axis];
        work.Cut = new(items, Math.Min(PanelRows, work.Extents[rank - 2]) * work.Extents[rank - 1]);
        WorkerPool.Run(ref work, work.Cut.Chunks);
    }

    private struct PanelWork<T> : IChunkedWork where T : unmanaged
    {
        public T* Source, Destination;
        public Axes Extents, S, D;
        public int Outer;
        public long Panels;
        public Cut Cut;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int chunk, int worker)
        {
            int row = Outer, column = Outer + 1;
            for (long item = Cut.Start(chunk); item < Cut.End(chunk); item++)
            {
                long first = item % Panels * PanelRows, rest = item / Panels;
                T* source = Source + first * S[row], destination = Destination + first * D[row];
                for (int axis = Outer - 1; axis >= 0; axis--)
                {
                    long index = rest % Extents[axis];
                    rest /= Extents[axis];
                    source += index * S[axis];
                    destination += index * D[axis];
                }
                Plane(source, S[row], S[column], destination, D[row], D[column], Math.Min(PanelRows, Extents[row] - first), Extents[column]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Plane<T>(T* source, long s0, long s1, T* destination, long d0, long d1, long rows, long columns) where T : unmanaged
    {
        if (d1 == 1 && s0 == 1 && s1 != 1)
        {
            TransposedPanel<T>.Run(source, s1, destination, d0, rows, columns);
            return;
        }
        for (; rows > 0; rows--, source += s0, destination += d0)
            if (s1 == 1 && d1 == 1 && columns >= 16) Buffer.MemoryCopy(source, destination, columns * sizeof(T), columns * sizeof(T));
            else if (s1 == 0 && d1 == 1) Fill(destination, columns, *source);
            else
                for (long j = 0; j < columns; j++) destination[j * d1] = source[j * s1];
    }

    private static void Fill<T>(T* destination, long count, T value) where T : unmanaged
    {
        for (; count > int.MaxValue; count -= int.MaxValue, destination += int.MaxValue) new Span<T>(destination, int.MaxValue).Fill(value);
        new Span<T>(destination, (int)count).Fill(value);
    }
}
