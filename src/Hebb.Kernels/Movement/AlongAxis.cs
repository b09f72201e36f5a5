using System.Diagnostics;
using System.Numerics;

namespace Hebb.Kernels;

/// <summary>Picks and adds along an axis, with indices of their own at every position of the other axes.</summary>
/// <remarks>The tensor is seen as [outer, length, inner], the indices as [outer, count, inner]; Int32 or Int64.</remarks>
internal static unsafe class AlongAxis
{
    /// <summary>y[o, j, i] = x[o, indices[o, j, i], i]. If an index is outside, nothing is written and the position of the first such is returned; -1 means
    /// done.</summary>
    public static long Gather(in View x, in View indices, in View y, long outer, long length, long inner, long count)
    {
        Debug.Assert(x.DType == y.DType && indices.Count == y.Count && x.Count == outer * length * inner && y.Count == outer * count * inner);
        long bad = Kernels.Gather.FirstOutside(indices, length);
        if (bad >= 0) return bad;
        switch (x.DType.Size())
        {
            case 8: Gather((ulong*)x.Address, indices, (ulong*)y.Address, outer, length, inner, count); break;
            case 4: Gather((uint*)x.Address, indices, (uint*)y.Address, outer, length, inner, count); break;
            default: Gather((byte*)x.Address, indices, (byte*)y.Address, outer, length, inner, count); break;
        }
        return -1;
    }

    /// <summary>The adjoint: x is zero but for x[o, indices[o, j, i], i] += y[o, j, i], for equal indices in the order of j. The indices must be
    /// inside.</summary>
    public static void Scatter(in View y, in View indices, in View x, long outer, long length, long inner, long count)
    {
        Debug.Assert(x.DType == y.DType && indices.Count == y.Count && x.Count == outer * length * inner && y.Count == outer * count * inner);
        Debug.Assert(Kernels.Gather.FirstOutside(indices, length) < 0);
        Fill.Zero(x);
        if (x.DType == DType.Float32) Scatter((float*)y.Address, indices, (float*)x.Address, outer, length, inner, count);
        else Scatter((double*)y.Address, indices, (double*)x.Address, outer, length, inner, count);
    }

    private static void Gather<T>(T* x, in View indices, T* y, long outer, long length, long inner, long count) where T : unmanaged
    {
        GatherWork<T> work = new() { X = x, Y = y, Indices = indices, Length = length, Inner = inner, Count = count, Cut = new(outer * count * inner, 2) };
        WorkerPool.Run(ref work, work.Cut.Chunks);
    }

    private static void Scatter<T>(T* y, in View indices, T* x, long outer, long length, long inner, long count) where T : unmanaged, INumber<T>
    {
        ScatterWork<T> work = new() { X = x, Y = y, Indices = indices, Length = length, Inner = inner, Count = count, Cut = new(outer, 2 * count * inner) };
        WorkerPool.Run(ref work, work.Cut.Chunks);
    }

    private struct GatherWork<T> : IChunkedWork where T : unmanaged
    {
        public T* X, Y;
        public View Indices;
        public long Length, Inner, Count;
        public Cut Cut;

        public readonly void Run(int chunk, int worker)
        {
            for (long e = Cut.Start(chunk); e < Cut.End(chunk); e++)
                Y[e] = X[(e / (Count * Inner) * Length + Kernels.Gather.Index(Indices, e)) * Inner + e % Inner];
        }
    }

    /// <summary>Equal indices meet in memory only within one outer position, which one worker does whole.</summary>
    private struct ScatterWork<T> : IChunkedWork where T : unmanaged, INumber<T>
    {
        public T* X, Y;
        public View Indices;
        public long Length, Inner, Count;
        public Cut Cut;

        public readonly void Run(int chunk, int worker)
        {
            for (long e = Cut.Start(chunk) * Count * Inner; e < Cut.End(chunk) * Count * Inner; e++)
                X[(e / (Count * Inner) * Length + Kernels.Gather.Index(Indices, e)) * Inner + e % Inner] += Y[e];
        }
    }
}
