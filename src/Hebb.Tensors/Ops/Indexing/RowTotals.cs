using System.Numerics;
using System.Runtime.InteropServices;

namespace Hebb;

/// <summary>For each row of a list in which indices may occur more than once: the sum of all rows with its index; and a mask, 1 at an index's first occurrence
/// and 0 at the others.</summary>
/// <remarks>The shapes do not depend on the indices, so a captured step can contain it. Rows are added in the order of the list.</remarks>
internal sealed record RowTotalsOp : Op
{
    internal static readonly RowTotalsOp Instance = new();

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        outputs.Add(inputs[1]);
        outputs.Add(inputs[0].Shape, inputs[1].DType);
    }

    // The first occurrence of each entry's index, and a hash table of first occurrences.
    public override long Workspace(ReadOnlySpan<TensorSpec> inputs) => sizeof(int) * (inputs[0].Shape.Count + Slots(inputs[0].Shape.Count));

    protected internal override void Forward(in ForwardContext c)
    {
        Span<int> workspace = MemoryMarshal.Cast<byte, int>(c.Workspace.AsSpan<byte>());
        int count = (int)c.Input(0).Count;
        Span<int> first = workspace[..count];
        if (c.Input(0).DType == DType.Int64) FindFirst<long>(c.Input(0).AsSpan<long>(), first, workspace[count..]);
        else FindFirst<int>(c.Input(0).AsSpan<int>(), first, workspace[count..]);
        if (c.Output.DType == DType.Float64) Total<double>(first, c.Input(1).AsSpan<double>(), c.Outputs[0].AsSpan<double>(), c.Outputs[1].AsSpan<double>());
        else Total<float>(first, c.Input(1).AsSpan<float>(), c.Outputs[0].AsSpan<float>(), c.Outputs[1].AsSpan<float>());
    }

    // Who adds to whose total is mutual, so the adjoint is the same sum.
    public override void Vjp(in VjpContext c) => c.Add(1, ApplyAll(Instance, 2, c.Input(0), c.GradientOf(0))[0]);

    private static long Slots(long count) => (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(2, 2 * count));

    private static void FindFirst<T>(ReadOnlySpan<T> rows, Span<int> first, Span<int> table) where T : unmanaged, IBinaryInteger<T>
    {
        table = table[..(int)Slots(rows.Length)];
        table.Fill(-1);
        for (int i = 0; i < rows.Length; i++)
        {
            uint slot = (uint)(ulong.CreateTruncating(rows[i]) * 0x9E3779B97F4A7C15 >> 32);
            for (; ; slot++)
            {
                ref int entry = ref table[(int)(slot & (uint)(table.Length - 1))];
                if (entry < 0) entry = i;
                if (rows[entry] != rows[i]) continue;
                first[i] = entry;
                break;
            }
        }
    }

    private static void Total<T>(ReadOnlySpan<int> first, ReadOnlySpan<T> values, Span<T> totals, Span<T> isFirst) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (first.Length == 0) return;
        int width = values.Length / first.Length;
        values.CopyTo(totals);
        for (int i = 0; i < first.Length; i++)
        {
            isFirst[i] = first[i] == i ? T.One : T.Zero;
            if (first[i] == i) continue;
            ReadOnlySpan<T> row = values.Slice(i * width, width);
            Span<T> total = totals.Slice(first[i] * width, width);
            for (int k = 0; k < width; k++) total[k] += row[k];
        }
        for (int i = 0; i < first.Length; i++)
            if (first[i] != i) totals.Slice(first[i] * width, width).CopyTo(totals.Slice(i * width, width));
    }
}
