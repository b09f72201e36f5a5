using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>The greatest element along some axes, or of all; NaN when any is. Gradient: to the greatest element, shared evenly by equal ones.</summary>
    /// <param name="axis">The axis to look along, counted from the end when negative; all axes when null.</param>
    /// <param name="keepDims">Keep the axis with extent 1, so that the result broadcasts against the input.</param>
    /// <exception cref="ShapeException">There is no element to choose from.</exception>
    /// <example><code>Tensor top = Tensor.From(new[,] { { 1f, 5f }, { 3f, 4f } }).Max(axis: 1);   // [5, 4]</code></example>
    public Tensor Max(int? axis = null, bool keepDims = false) => Max(axis is { } one ? [one] : [], keepDims);

    /// <summary>The greatest element along several axes.</summary>
    public Tensor Max(ReadOnlySpan<int> axes, bool keepDims = false) =>
        ReductionOp.Fold(this, ReductionOp.Axes("Max", Shape, axes), keepDims, static (axis, count) => new MaxOp(axis, count));
}

internal sealed record MaxOp(int Axis, int AxisCount) : ExtremeOp(Axis, AxisCount)
{
    protected internal override void Forward(in ForwardContext c)
    {
        AxisGroup group = AxisGroup.Of(c.Input(0).Shape, Axis, AxisCount);
        Reduction.Max(c.Input(0), c.Output, group.Outer, group.Length, group.Inner);
    }
}
