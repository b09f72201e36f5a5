using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hebb.Kernels;

/// <summary>Takes rows by their index, and adds rows back by it.</summary>
/// <remarks>Indices are Int32 or Int64. Every method looks at all of them first and, if one is outside, writes nothing and returns the position of the first
/// such index; -1 means done.</remarks>
internal static unsafe class Gather
{
    /// <summary>y[i, ..] = table[indices[i], ..].</summary>
    public static long Rows(in View table, in View indices, in View y)
    {
        int n = table.Shape[0];
        return Along(table, indices, y, 1, n, n == 0 ? 0 : table.Count / n, indices.Count);
    }

    /// <summary>table[indices[i], ..] += rows[i, ..], one after the other in the order of the list.</summary>
    public static long AddRows(in View table, in View indices, in View rows)
    {
        int n = table.Shape[0];
        return AddAlong(rows, indices, table, 1, n, n == 0 ? 0 : table.Count / n, indices.Count);
    }

    /// <summary>table[indices[i], ..] = rows[i, ..], one after the other in the order of the list; the indices are known to be inside.</summary>
    public static void SetRows(in View table, in View indices, in View rows)
    {
        long bytes = table.Shape[0] == 0 ? 0 : table.Count / table.Shape[0] * table.DType.Size();
        for (long i = 0; i < indices.Count; i++)
            Buffer.MemoryCopy((byte*)rows.Address + i * bytes, (byte*)table.Address + Index(indices, i) * bytes, bytes, bytes);
    }

    /// <summary>x is [outer, length, inner], y is [outer, count, inner]: y[o, j, i] = x[o, indices[j], i].</summary>
    public static long Along(in View x, in View indices, in View y, long outer, long length, long inner, long count)
    {
        Debug.Assert(x.DType == y.DType && indices.Count == count && x.Count == outer * length * inner && y.Count == outer * count * inner);
        long bad = FirstOutside(indices, length);
        if (bad >= 0) return bad;
        AlongWork work = new()
        {
            X = (byte*)x.Address, Y = (byte*)y.Address, Indices = indices.Address, Wide = indices.DType == DType.Int64, Length = length,
            Bytes = inner * x.DType.Size(), Count = count,
            Cut = new(outer * count, inner + 8),
        };
        WorkerPool.Run(ref work, work.Cut.Chunks);
        return -1;
    }

    /// <summary>The adjoint of <see cref="Along"/>: x[o, indices[j], i] += y[o, j, i], for equal indices in the order of j.</summary>
    public static long AddAlong(in View y, in View indices, in View x, long outer, long length, long inner, long count)
    {
        Debug.Assert(x.DType == y.DType && indices.Count == count && x.Count == outer * length * inner && y.Count == outer * count * inner);
        long bad = FirstOutside(indices, length);
        if (bad >= 0) return bad;
        switch (x.DType)
        {
            case DType.Float32: AddAlong<float>(y, indices, x, outer, length, inner, count); break;
            case DType.Float64: AddAlong<double>(y, indices, x, outer, length, inner, count); break;
            case DType.Int32: AddAlong<int>(y, indices, x, outer, length, inner, count); break;
            case DType.Int64: AddAlong<long>(y, indices, x, outer, length, inner, count); break;
            default: throw new DTypeException($"Gather: rows of {x.DType} cannot be added.", $"dtype {x.DType}",
                "cast to Float32, Float64, Int32 or Int64 first");
        }
        return -1;
    }

    /// <summary>One index of a list of Int32 or Int64.</summary>
    internal static long Index(in View indices, long i) => indices.DType == DType.Int64 ? ((long*)indices.Address)[i] : ((int*)indices.Address)[i];

    /// <summary>The position of the first index that is not in 0..length-1, or -1.</summary>
    internal static long FirstOutside(in View indices, long length)
    {
        for (long i = 0; i < indices.Count; i++)
            if ((ulong)Index(indices, i) >= (ulong)length) return i;
        return -1;
    }

    private static void AddAlong<T>(in View y, in View indices, in View x, long outer, long length, long inner, long count) where T : unmanaged, INumber<T>
    {
        AddWork<T> work = new() { X = (T*)x.Address, Y = (T*)y.Address, Indices = indices, Length = length, Inner = inner, Count = count };
        work.Blocks = (inner + AddWork<T>.Block - 1) / AddWork<T>.Block;
        work.Cut = new(outer * work.Blocks, Math.Min(inner, AddWork<T>.Block) * count);
        WorkerPool.Run(ref work, work.Cut.Chunks);
    }

    private struct AlongWork : IChunkedWork
    {
        public byte* X, Y;
        public nint Indices;
        public bool Wide;
        public long Length, Bytes, Count;
        public Cut Cut;

        public readonly void Run(int chunk, int worker)
        {
            for (long item = Cut.Start(chunk); item < Cut.End(chunk); item++)
            {
                long o = item / Count, j = item % Count, index = Wide ? ((long*)Indices)[j] : ((int*)Indices)[j];
                Buffer.MemoryCopy(X + (o * Length + index) * Bytes, Y + item * Bytes, Bytes, Bytes);
            }
        }
    }

    /// <summary>Equal indices meet in memory, so the list is never cut; columns are.</summary>
    private struct AddWork<T> : IChunkedWork where T : unmanaged, INumber<T>
    {
        public const int Block = 64;

        public T* X, Y;
        public View Indices;
        public long Length, Inner, Count, Blocks;
        public Cut Cut;

        public readonly void Run(int chunk, int worker)
        {
            for (long item = Cut.Start(chunk); item < Cut.End(chunk); item++)
            {
                long o = item / Blocks, first = item % Blocks * Block, width = Math.Min(Block, Inner - first);
                for (long j = 0; j < Count; j++) Add(X + (o * Length + Index(Indices, j)) * Inner + first, Y + (o * Count + j) * Inner + first, width);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Add(T* x, T* y, long count)
        {
            for (; count > 0; count -= Vector512<T>.Count, x += Vector512<T>.Count, y += Vector512<T>.Count)
                Part.StoreUpTo(Part.LoadUpTo(x, count, default) + Part.LoadUpTo(y, count, default), x, count);
        }
    }
}
