using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>A stretch of one axis: <paramref name="count"/> elements from <paramref name="start"/> on. Gradient: placed back among zeros.</summary>
    /// <remarks>The indexer does the same for several axes, with C#'s ranges: <c>x[1..3, ^1]</c>.</remarks>
    /// <exception cref="ShapeException">The stretch does not lie within the axis.</exception>
    /// <example><code>Tensor middle = Tensor.From([1f, 2f, 3f, 4f]).Slice(axis: 0, start: 1, count: 2);   // [2, 3]</code></example>
    public Tensor Slice(int axis, int start, int count)
    {
        axis = Shape.Axis(axis);
        return start < 0 || count < 0 || start > Shape[axis] - count ? throw SliceOp.Outside($"{count} elements from {start} on", Shape, axis)
            : Op.Apply(new SliceOp(axis, start, start + count), this);
    }
}

/// <summary>A stretch of one axis. Its ends may count from the axis's end, so that the last element is the last one for every batch size.</summary>
internal sealed record SliceOp(int Axis, Index Start, Index End) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        Shape shape = inputs[0].Shape;
        (int start, int end) = (Start.GetOffset(shape[Axis]), End.GetOffset(shape[Axis]));
        if (start < 0 || end < start || end > shape[Axis]) throw Outside($"the elements {Start}..{End}", shape, Axis);
        outputs.Add(shape.With(Axis, end - start), inputs[0].DType);
    }

    protected internal override void Forward(in ForwardContext c)
    {
        Span<int> start = stackalloc int[c.Output.Shape.Rank], step = stackalloc int[c.Output.Shape.Rank];
        start[Axis] = Start.GetOffset(c.Input(0).Shape[Axis]);
        step.Fill(1);
        Strided.Slice(c.Input(0), c.Output, start, step);
    }

    public override void Vjp(in VjpContext c)
    {
        int extent = c.Input(0).Shape[Axis];
        c.Add(0, Apply(new PlaceOp(Axis, Start.GetOffset(extent), extent), c.OutputGradient));
    }

    public static ShapeException Outside(string what, Shape shape, int axis) =>
        new($"Slice: {what} do not lie within an axis of {shape[axis]}.", $"input {shape}   axis {axis}",
        $"begin and end between 0 and {shape[axis]}, and do not end before the beginning");
}

/// <summary>A tensor placed at a position of an axis among zeros: the adjoint of a slice.</summary>
internal sealed record PlaceOp(int Axis, int Start, int Extent) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(inputs[0].Shape.With(Axis, Extent), inputs[0].DType);

    protected internal override void Forward(in ForwardContext c)
    {
        Span<int> at = stackalloc int[c.Output.Shape.Rank];
        at[Axis] = Start;
        Fill.Zero(c.Output);
        Strided.CopyInto(c.Input(0), c.Output, at);
    }

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient.Slice(Axis, Start, c.Input(0).Shape[Axis]));
}
