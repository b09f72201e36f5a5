using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>The elements along an axis in the opposite order. Gradient: reversed too.</summary>
    /// <example><code>Tensor mirrored = images.Reverse(axis: 2);   // [batch, height, width, channels], left and right exchanged</code></example>
    public Tensor Reverse(int axis) => Op.Apply(new ReverseOp(Shape.Axis(axis)), this);
}

internal sealed record ReverseOp(int Axis) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(inputs[0]);

    protected internal override void Forward(in ForwardContext c)
    {
        if (c.Output.Count == 0) return;
        Span<int> start = stackalloc int[c.Output.Shape.Rank], step = stackalloc int[c.Output.Shape.Rank];
        step.Fill(1);
        (start[Axis], step[Axis]) = (c.Output.Shape[Axis] - 1, -1);
        Strided.Slice(c.Input(0), c.Output, start, step);
    }

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient.Reverse(Axis));
}
