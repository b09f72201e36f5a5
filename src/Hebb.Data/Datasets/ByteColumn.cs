using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hebb.Kernels;

namespace Hebb;

/// <summary>Rows of bytes, as images are kept, which become floats of 0 to 255 while a batch is gathered: a quarter of the memory.</summary>
internal sealed class ByteColumn(byte[] values, int count, Shape rowShape) : Column(count, rowShape)
{
    /// <summary>All rows, one after the other.</summary>
    public ReadOnlySpan<byte> Values => values;

    /// <inheritdoc/>
    public override DType DType => DType.Float32;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> BytesOf(int row) => values.AsSpan(row * RowLength, RowLength);

    /// <inheritdoc/>
    public override void GatherRows(ReadOnlySpan<int> rows, in View destination)
    {
        Span<float> to = destination.AsSpan<float>();
        for (int i = 0; i < rows.Length; i++) Widen(values.AsSpan(rows[i] * RowLength, RowLength), to.Slice(i * RowLength, RowLength));
    }

    /// <summary>to[i] = from[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen(ReadOnlySpan<byte> from, Span<float> to)
    {
        // One register of bytes fills four of floats: a byte widens to 16 bits, then to 32, then becomes a float.
        int i = 0, width = Vector<float>.Count;
        ref byte first = ref MemoryMarshal.GetReference(from);
        ref float target = ref MemoryMarshal.GetReference(to);
        for (; i <= from.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(Vector.LoadUnsafe(ref first, (nuint)i), out Vector<ushort> low, out Vector<ushort> high);
            Vector.Widen(low, out Vector<uint> a, out Vector<uint> b);
            Vector.Widen(high, out Vector<uint> c, out Vector<uint> d);
            Vector.ConvertToSingle(Vector.AsVectorInt32(a)).StoreUnsafe(ref target, (nuint)i);
            Vector.ConvertToSingle(Vector.AsVectorInt32(b)).StoreUnsafe(ref target, (nuint)(i + width));
            Vector.ConvertToSingle(Vector.AsVectorInt32(c)).StoreUnsafe(ref target, (nuint)(i + (2 * width)));
            Vector.ConvertToSingle(Vector.AsVectorInt32(d)).StoreUnsafe(ref target, (nuint)(i + (3 * width)));
        }
        for (; i < from.Length; i++) to[i] = from[i];
    }
}
