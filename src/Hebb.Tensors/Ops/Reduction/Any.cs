using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Whether any element of a mask is true, along some axes or at all; false when there is none.</summary>
    /// <param name="axis">The axis to look along, counted from the end when negative; all axes when null.</param>
    /// <param name="keepDims">Keep the axis with extent 1, so that the result broadcasts against the input.</param>
    /// <exception cref="DTypeException">The tensor is not Bool.</exception>
    /// <example><code>Tensor spoiled = x.IsNaN().Any();</code></example>
    public Tensor Any(int? axis = null, bool keepDims = false) => Any(axis is { } one ? [one] : [], keepDims);

    /// <summary>Whether any element of a mask is true, along several axes.</summary>
    public Tensor Any(ReadOnlySpan<int> axes, bool keepDims = false) =>
        ReductionOp.Fold(this, ReductionOp.Axes("Any", Shape, axes), keepDims, static (axis, count) => new AnyOp(axis, count));
}

internal sealed record AnyOp(int Axis, int AxisCount) : MaskReductionOp(Axis, AxisCount)
{
    protected internal override void Forward(in ForwardContext c)
    {
        AxisGroup group = AxisGroup.Of(c.Input(0).Shape, Axis, AxisCount);
        Reduction.Any(c.Input(0), c.Output, group.Outer, group.Length, group.Inner);
    }
}
