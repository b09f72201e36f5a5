using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>The logarithm of the softmax along an axis: <c>x - ln(sum of e^x)</c>, exact where the probability itself rounds to 0 or 1. Gradient:
    /// <c>g - e^y (sum of g)</c>.</summary>
    /// <param name="axis">The axis along which the probabilities sum to 1, counted from the end when negative.</param>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    /// <exception cref="DTypeException">The tensor is not floating point.</exception>
    /// <example><code>Tensor logarithms = logits.LogSoftmax();   // [32, 10]</code></example>
    public Tensor LogSoftmax(int axis = -1) => Op.Apply(new LogSoftmaxOp(ReductionOp.Axes("LogSoftmax", Shape, [axis])[0]), this);
}

internal sealed record LogSoftmaxOp(int Axis) : AxisOp(Axis)
{
    protected override void Run(View x, View y, long rows, int length) => LogSoftmax.Run(x, y, rows, length);

    public override void Vjp(in VjpContext c)
    {
        (Tensor y, Tensor g) = (c.Output(), c.OutputGradient);
        c.Add(0, c.IsRecorded || Axis != y.Rank - 1 ? g - y.Exp() * g.Sum(Axis, keepDims: true) : Apply(LogSoftmaxGradientOp.Instance, y, g));
    }
}

/// <summary>g - e^y (sum of g) along the last axis, in one pass.</summary>
internal sealed record LogSoftmaxGradientOp : Op
{
    internal static readonly LogSoftmaxGradientOp Instance = new();

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(inputs[0]);

    protected internal override void Forward(in ForwardContext c)
    {
        int length = c.Output.Shape[^1];
        if (length > 0) LogSoftmax.Gradient(c.Input(0), c.Input(1), c.Output, c.Output.Count / length, length);
    }
}
