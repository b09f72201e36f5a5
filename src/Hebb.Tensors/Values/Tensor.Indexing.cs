namespace Hebb;

public partial class Tensor
{
    /// <summary>Part of the tensor: for each axis a number, which takes one element and drops the axis, or a range, which keeps it. Axes that are not named
    /// stay whole.</summary>
    /// <param name="ranges">Numbers (<c>3</c>, <c>^1</c>) and ranges (<c>1..3</c>, <c>^2..</c>, <c>..</c>), for the first axes.</param>
    /// <remarks>The elements are copied, an axis at a time. Gradient: placed back among zeros. To pick by a tensor of indices, use
    /// <see cref="Gather"/>.</remarks>
    /// <exception cref="ShapeException">There are more ranges than axes, or one lies outside its axis.</exception>
    /// <example><code>
    /// Tensor x = Tensor.Arange(24).Reshape(2, 3, 4);
    /// Tensor row = x[1, ^1];           // [20, 21, 22, 23]
    /// Tensor block = x[.., 1.., ..2];  // [2, 2, 2]
    /// </code></example>
    public Tensor this[params ReadOnlySpan<AxisRange> ranges]
    {
        get
        {
            if (ranges.Length > Rank)
                throw BadIndex($"{ranges.Length} ranges are too many for a tensor of {Rank} axes.", ranges,
                    Rank == 0 ? "a single number has no axes; leave the index out" : $"give at most {Rank}, one per axis");
            Tensor part = this;
            for (int i = ranges.Length - 1; i >= 0; i--)   // from the last axis on, so that dropping one moves none that is still to come
            {
                AxisRange range = ranges[i];
                (int extent, int start, int end) = (Shape[i], range.Start.GetOffset(Shape[i]), range.End.GetOffset(Shape[i]));
                if (range.IsSingle && (uint)start >= extent)
                    throw BadIndex($"{range} is outside axis {i}, which has {extent} elements.", ranges,
                        extent == 0 ? "the axis is empty; there is nothing to take" : $"use an index from 0 to {extent - 1}, or from ^{extent} to ^1");
                if (start < 0 || end < start || end > extent)
                    throw BadIndex($"{range} does not lie within axis {i}, which has {extent} elements.", ranges,
                        $"begin and end between 0 and {extent}, and do not end before the beginning");
                if (!range.IsWhole) part = Op.Apply(new SliceOp(i, range.Start, range.End), part);
                if (range.IsSingle) part = part.Squeeze(i);
            }
            return part;
        }
    }

    private ShapeException BadIndex(string what, ReadOnlySpan<AxisRange> ranges, string fix) =>
        new($"Tensor: {what}", $"tensor {Shape}   index [{string.Join(", ", ranges.ToArray())}]", fix);
}
