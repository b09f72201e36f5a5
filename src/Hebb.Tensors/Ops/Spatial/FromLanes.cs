using Hebb.Kernels;

namespace Hebb;

/// <summary>The way back from <see cref="ToLanesOp"/>.</summary>
internal sealed record FromLanesOp : Op
{
    internal static readonly FromLanesOp Instance = new();

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        Shape turned = inputs[0].Shape;
        outputs.Add(turned.With(0, turned[0] * ToLanesOp.Images).With(turned.Rank - 1, turned[^1] / ToLanesOp.Images), inputs[0].DType);
    }

    protected internal override void Forward(in ForwardContext c)
    {
        View x = c.Input(0);
        int groups = x.Shape[0], size = (int)(x.Count / groups / ToLanesOp.Images);
        Transpose.Run(new(x.Address, x.DType, [groups, size, ToLanesOp.Images]), new(c.Output.Address, x.DType, [groups, ToLanesOp.Images, size]), [0, 2, 1]);
    }
}
