using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Turns scores into probabilities along an axis: <c>e^x / sum of e^x</c>. Gradient: <c>y (g - sum of y g)</c>. (Bridle 1990.)</summary>
    /// <param name="axis">The axis whose elements then sum to 1, counted from the end when negative.</param>
    /// <remarks>The greatest element is subtracted first, so that nothing overflows. For a loss use the logits themselves: the logarithm of a softmax loses
    /// digits, and <see cref="LogSoftmax"/> does not.</remarks>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    /// <exception cref="DTypeException">The tensor is not floating point.</exception>
    /// <example><code>Tensor probabilities = logits.Softmax();   // [32, 10]</code></example>
    public Tensor Softmax(int axis = -1) => Op.Apply(new SoftmaxOp(ReductionOp.Axes("Softmax", Shape, [axis])[0]), this);
}

internal sealed record SoftmaxOp(int Axis) : AxisOp(Axis)
{
    protected override void Run(View x, View y, long rows, int length) => Softmax.Run(x, y, rows, length);

    public override void Vjp(in VjpContext c)
    {
        (Tensor y, Tensor g) = (c.Output(), c.OutputGradient);
        c.Add(0, c.IsRecorded || Axis != y.Rank - 1 ? y * (g - (y * g).Sum(Axis, keepDims: true)) : Apply(SoftmaxGradientOp.Instance, y, g));
    }
}

/// <summary>y (g - sum of y g) along the last axis, in one pass.</summary>
internal sealed record SoftmaxGradientOp : Op
{
    internal static readonly SoftmaxGradientOp Instance = new();

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(inputs[0]);

    protected internal override void Forward(in ForwardContext c)
    {
        int length = c.Output.Shape[^1];
        if (length > 0) Softmax.Gradient(c.Input(0), c.Input(1), c.Output, c.Output.Count / length, length);
    }
}
