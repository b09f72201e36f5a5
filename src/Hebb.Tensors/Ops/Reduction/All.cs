using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Whether all elements of a mask are true, along some axes or at all; true when there is none.</summary>
    /// <param name="axis">The axis to look along, counted from the end when negative; all axes when null.</param>
    /// <param name="keepDims">Keep the axis with extent 1, so that the result broadcasts against the input.</param>
    /// <exception cref="DTypeException">The tensor is not Bool.</exception>
    /// <example><code>Tensor healthy = x.IsFinite().All();</code></example>
    public Tensor All(int? axis = null, bool keepDims = false) => All(axis is { } one ? [one] : [], keepDims);

    /// <summary>Whether all elements of a mask are true, along several axes.</summary>
    public Tensor All(ReadOnlySpan<int> axes, bool keepDims = false) =>
        ReductionOp.Fold(this, ReductionOp.Axes("All", Shape, axes), keepDims, static (axis, count) => new AllOp(axis, count));
}

internal sealed record AllOp(int Axis, int AxisCount) : MaskReductionOp(Axis, AxisCount)
{
    protected internal override void Forward(in ForwardContext c)
    {
        AxisGroup group = AxisGroup.Of(c.Input(0).Shape, Axis, AxisCount);
        Reduction.All(c.Input(0), c.Output, group.Outer, group.Length, group.Inner);
    }
}
