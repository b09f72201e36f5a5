using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>The least element along some axes, or of all; NaN when any is. Gradient: to the least element, shared evenly by equal ones.</summary>
    /// <param name="axis">The axis to look along, counted from the end when negative; all axes when null.</param>
    /// <param name="keepDims">Keep the axis with extent 1, so that the result broadcasts against the input.</param>
    /// <exception cref="ShapeException">There is no element to choose from.</exception>
    /// <example><code>Tensor least = Tensor.From(new[,] { { 1f, 5f }, { 3f, 4f } }).Min(axis: 1);   // [1, 3]</code></example>
    public Tensor Min(int? axis = null, bool keepDims = false) => Min(axis is { } one ? [one] : [], keepDims);

    /// <summary>The least element along several axes.</summary>
    public Tensor Min(ReadOnlySpan<int> axes, bool keepDims = false) =>
        ReductionOp.Fold(this, ReductionOp.Axes("Min", Shape, axes), keepDims, static (axis, count) => new MinOp(axis, count));
}

internal sealed record MinOp(int Axis, int AxisCount) : ExtremeOp(Axis, AxisCount)
{
    protected internal override void Forward(in ForwardContext c)
    {
        AxisGroup group = AxisGroup.Of(c.Input(0).Shape, Axis, AxisCount);
        Reduction.Min(c.Input(0), c.Output, group.Outer, group.Length, group.Inner);
    }
}
