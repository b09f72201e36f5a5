using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>The arithmetic mean over some axes, or over all. Gradient: the incoming one over the number of elements, repeated.</summary>
    /// <param name="axis">The axis to average over, counted from the end when negative; all axes when null.</param>
    /// <param name="keepDims">Keep the axis with extent 1, so that the result broadcasts against the input.</param>
    /// <remarks>The order of the additions is fixed by the shape: the same bits on any number of threads. The mean of nothing is NaN.</remarks>
    /// <exception cref="DTypeException">The tensor is not floating point.</exception>
    /// <example><code>Tensor mean = Tensor.From(new[,] { { 1f, 2f }, { 3f, 4f } }).Mean(axis: 0);   // [2, 3]</code></example>
    public Tensor Mean(int? axis = null, bool keepDims = false) => Mean(axis is { } one ? [one] : [], keepDims);

    /// <summary>The arithmetic mean over several axes.</summary>
    public Tensor Mean(ReadOnlySpan<int> axes, bool keepDims = false) =>
        ReductionOp.Fold(this, ReductionOp.Axes("Mean", Shape, axes), keepDims, static (axis, count) => new MeanOp(axis, count));
}

internal sealed record MeanOp(int Axis, int AxisCount) : ReductionOp(Axis, AxisCount)
{
    protected override DType OutputType(TensorSpec input) => Floating(Name, input);

    protected internal override void Forward(in ForwardContext c)
    {
        AxisGroup group = AxisGroup.Of(c.Input(0).Shape, Axis, AxisCount);
        Reduction.Sum(c.Input(0), c.Output, group.Outer, group.Length, group.Inner);
        if (c.Output.DType == DType.Float32)
            foreach (ref float sum in c.Output.AsSpan<float>()) sum /= group.Length;
        else
            foreach (ref double sum in c.Output.AsSpan<double>()) sum /= group.Length;
    }

    public override void Vjp(in VjpContext c)
    {
        Shape shape = c.Input(0).Shape;
        c.Add(0, (c.OutputGradient / AxisGroup.Of(shape, Axis, AxisCount).Length).BroadcastTo(shape));
    }
}
