namespace Hebb;

public partial class Tensor
{
    /// <summary>Takes out an axis of extent 1. Costs nothing: the memory is shared. Gradient: the axis is added again.</summary>
    /// <param name="axis">Which axis, counted from the end when negative. It has to be named: an axis that happens to be 1, as a batch of one sample, is never
    /// dropped by accident.</param>
    /// <exception cref="ShapeException">There is no such axis, or its extent is not 1.</exception>
    /// <example><code>Tensor y = Tensor.Zeros([32, 1, 10]).Squeeze(1);   // [32, 10]</code></example>
    public Tensor Squeeze(int axis) => Op.Apply(new SqueezeOp(Shape.Axis(axis)), this);
}

/// <summary>One axis of extent 1 fewer.</summary>
internal sealed record SqueezeOp(int Axis) : Op
{
    public override bool IsAlias => true;

    public override int Reuses(int output) => 0;

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        Shape shape = inputs[0].Shape;
        if (shape[Axis] != 1)
            throw new ShapeException($"Squeeze: axis {Axis} has extent {shape[Axis]}, and only an axis of extent 1 can be taken out.", $"input {shape}",
                "name an axis of extent 1, or fold this one with Sum, Mean or Max");
        outputs.Add(shape.Without(Axis), inputs[0].DType);
    }

    protected internal override void Forward(in ForwardContext c) => Kernels.Fill.Copy(c.Input(0), c.Output);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient.ExpandDims(Axis));
}
