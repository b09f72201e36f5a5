using System.Runtime.InteropServices;
using Hebb.Kernels;

namespace Hebb;

/// <summary>The inputs, or the labels, of all samples: a row for each. Never changes; the views of a dataset share it.</summary>
internal abstract class Column(int count, Shape rowShape)
{
    /// <summary>The number of rows.</summary>
    public int Count { get; } = count;

    /// <summary>The shape of a row.</summary>
    public Shape RowShape { get; } = rowShape;

    /// <summary>The number of elements of a row.</summary>
    public int RowLength { get; } = checked((int)rowShape.Count);

    /// <summary>The element type of the rows of a batch.</summary>
    public abstract DType DType { get; }

    /// <summary>Copies some rows, one after the other, into memory of <see cref="DType"/>; on all threads.</summary>
    public void Gather(int[] rows, in View destination)
    {
        GatherWork work = new(this, rows, destination, new(rows.Length, Distance * (long)RowLength));
        WorkerPool.Run(ref work, work.Chunks);
    }

    /// <summary>A row as it is kept, to compare it with others.</summary>
    public abstract ReadOnlySpan<byte> BytesOf(int row);

    /// <summary>Copies some of these rows into a part of that memory.</summary>
    public abstract void GatherRows(ReadOnlySpan<int> rows, in View destination);

    // Rows of a shuffled epoch lie far apart: fetching an element costs several times what it costs to copy it.
    private const int Distance = 4;

    private readonly struct GatherWork(Column column, int[] rows, View destination, Cut cut) : IChunkedWork
    {
        private readonly View _destination = destination;

        public int Chunks => cut.Chunks;

        public void Run(int chunk, int worker)
        {
            (int start, int end) = ((int)cut.Start(chunk), (int)cut.End(chunk));
            nint place = (nint)start * column.RowLength * column.DType.Size();
            column.GatherRows(rows.AsSpan(start..end), new(_destination.Address + place, column.DType, _destination.Shape.With(0, end - start)));
        }
    }
}

/// <summary>Rows that are kept as they are used.</summary>
internal sealed class Column<T>(T[] values, int count, Shape rowShape) : Column(count, rowShape) where T : unmanaged
{
    /// <summary>All rows, one after the other.</summary>
    public ReadOnlySpan<T> Values => values;

    /// <inheritdoc/>
    public override DType DType => DTypes.Of<T>();

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> BytesOf(int row) => MemoryMarshal.AsBytes(values.AsSpan(row * RowLength, RowLength));

    /// <inheritdoc/>
    public override void GatherRows(ReadOnlySpan<int> rows, in View destination)
    {
        Span<T> to = destination.AsSpan<T>();
        for (int i = 0; i < rows.Length; i++) values.AsSpan(rows[i] * RowLength, RowLength).CopyTo(to[(i * RowLength)..]);
    }
}
