using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Where the greatest element stands along an axis, as Int32, the type of labels: the first of equal ones, or the first NaN.</summary>
    /// <param name="axis">The axis to look along, counted from the end when negative; null: the position among all elements, in row-major order.</param>
    /// <param name="keepDims">Keep the axis with extent 1.</param>
    /// <exception cref="ShapeException">There is no element to choose from.</exception>
    /// <example><code>Tensor classes = logits.ArgMax(axis: -1);   // [32, 10] gives [32]</code></example>
    public Tensor ArgMax(int? axis = null, bool keepDims = false) => Rank == 0 ? Zeros([], DType.Int32)
        : ReductionOp.Fold(this, ReductionOp.Axes("ArgMax", Shape, axis is { } one ? [one] : []), keepDims, static (axis, count) => new ArgMaxOp(axis, count));
}

internal sealed record ArgMaxOp(int Axis, int AxisCount) : ArgExtremeOp(Axis, AxisCount)
{
    protected internal override void Forward(in ForwardContext c)
    {
        AxisGroup group = AxisGroup.Of(c.Input(0).Shape, Axis, AxisCount);
        Reduction.ArgMax(c.Input(0), c.Output, group.Outer, group.Length, group.Inner);
    }
}
