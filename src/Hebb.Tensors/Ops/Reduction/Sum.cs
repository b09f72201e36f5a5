using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>The sum over some axes, or over all. Gradient: the incoming one, repeated.</summary>
    /// <param name="axis">The axis to sum over, counted from the end when negative; all axes when null.</param>
    /// <param name="keepDims">Keep the axis with extent 1, so that the result broadcasts against the input.</param>
    /// <remarks>The order of the additions is fixed by the shape: the same bits on any number of threads.</remarks>
    /// <example><code>Tensor total = Tensor.From(new[,] { { 1f, 2f }, { 3f, 4f } }).Sum(axis: 0);   // [4, 6]</code></example>
    public Tensor Sum(int? axis = null, bool keepDims = false) => Sum(axis is { } one ? [one] : [], keepDims);

    /// <summary>The sum over several axes.</summary>
    public Tensor Sum(ReadOnlySpan<int> axes, bool keepDims = false) =>
        ReductionOp.Fold(this, ReductionOp.Axes("Sum", Shape, axes), keepDims, static (axis, count) => new SumOp(axis, count));

    /// <summary>Sums over the axes along which <paramref name="shape"/> was broadcast to this shape: the adjoint of broadcasting.</summary>
    internal Tensor SumTo(Shape shape)
    {
        if (shape == Shape) return this;
        // Of images, a number for each channel: in an order that a plan can keep when it stores images otherwise.
        if (Rank == 4 && shape.Rank > 0 && shape.Count == Shape[3] && shape[^1] == Shape[3] && Shape[0] * Shape[1] * Shape[2] > 1 && DType.IsFloat())
            return Op.Apply(PixelSumOp.Instance, this).Sum(axis: 0).Reshape(shape.Span);
        int extra = Rank - shape.Rank;
        Span<int> axes = stackalloc int[Rank];
        int count = 0;
        for (int axis = 0; axis < Rank; axis++)
            if (axis < extra || shape[axis - extra] == 1 && Shape[axis] != 1) axes[count++] = axis;
        return Sum(axes[..count], keepDims: true).Reshape(shape.Span);
    }
}

internal sealed record SumOp(int Axis, int AxisCount) : ReductionOp(Axis, AxisCount)
{
    protected override DType OutputType(TensorSpec input) => Numeric(input);

    protected internal override void Forward(in ForwardContext c)
    {
        AxisGroup group = AxisGroup.Of(c.Input(0).Shape, Axis, AxisCount);
        Reduction.Sum(c.Input(0), c.Output, group.Outer, group.Length, group.Inner);
    }

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient.BroadcastTo(c.Input(0).Shape));
}
