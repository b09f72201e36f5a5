using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>A stretch of one axis: <paramref name="count"/> elements from <paramref name="start"/> on. Gradient: placed back among zeros.</summary>
    /// <example><code>Tensor middle = Tensor.From([1f, 2f, 3f, 4f]).Slice(axis: 0, start: 1, count: 2);   // [2, 3]</code></example>
    public Tensor Slice(int axis, int start, int count) => Op.Apply(new SliceOp(Shape.Axis(axis), start, count), this);
}

internal sealed record SliceOp(int Axis, int Start, int Extent) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        int extent = inputs[0].Shape[Axis];
        if (Start < 0 || Extent < 0 || Start + Extent > extent)
            throw new ShapeException($"Slice: {Extent} elements from {Start} on do not lie within an axis of {extent}.", $"input {inputs[0].Shape}   axis {Axis}",
                $"keep start and start + count between 0 and {extent}");
        outputs.Add(inputs[0].Shape.With(Axis, Extent), inputs[0].DType);
    }

    protected internal override void Forward(in ForwardContext c)
    {
        Span<int> start = stackalloc int[c.Output.Shape.Rank], step = stackalloc int[c.Output.Shape.Rank];
        start[Axis] = Start;
        step.Fill(1);
        Strided.Slice(c.Input(0), c.Output, start, step);
    }

    public override void Vjp(in VjpContext c) => c.Add(0, Op.Apply(new PlaceOp(Axis, Start, c.Input(0).Shape[Axis]), c.OutputGradient));
}

/// <summary>A tensor placed at a position of an axis among zeros: the adjoint of a slice.</summary>
internal sealed record PlaceOp(int Axis, int Start, int Extent) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(inputs[0].Shape.With(Axis, Extent), inputs[0].DType);

    protected internal override void Forward(in ForwardContext c)
    {
        Span<int> at = stackalloc int[c.Output.Shape.Rank];
        at[Axis] = Start;
        Fill.Constant(c.Output, 0);
        Strided.CopyInto(c.Input(0), c.Output, at);
    }

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient.Slice(Axis, Start, c.Input(0).Shape[Axis]));
}
