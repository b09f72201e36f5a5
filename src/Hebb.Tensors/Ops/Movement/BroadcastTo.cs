using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Repeats the tensor along axes of extent 1, and along new leading axes, until it has this shape. Gradient: summed over those axes.</summary>
    /// <example><code>Tensor rows = Tensor.From([1f, 2f]).BroadcastTo([3, 2]);</code></example>
    public Tensor BroadcastTo(Shape shape) => shape == Shape ? this : Op.Apply(new BroadcastToOp(shape), this);
}

internal sealed record BroadcastToOp(Shape Shape) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        if (!Broadcasting.TryMerge(inputs[0].Shape, Shape, out Shape merged) || merged != Shape)
            throw new ShapeException($"BroadcastTo: {inputs[0].Shape} does not broadcast to {Shape}.", $"input {inputs[0].Shape}   target {Shape}",
                "make each extent of the input, counted from the last axis, equal to the target's, or 1");
        outputs.Add(Shape, inputs[0].DType);
    }

    protected internal override void Forward(in ForwardContext c) => Broadcast.Run(c.Input(0), c.Output);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient);   // Add sums over the broadcast axes
}
