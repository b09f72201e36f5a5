namespace Hebb;

/// <summary>All elements the same, in the shape and type of the input: the batch axis of a model has no extent that <see cref="FillOp"/> could name.</summary>
internal sealed record FillLikeOp(double Value) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(inputs[0]);

    protected internal override void Forward(in ForwardContext c) => Kernels.Fill.Constant(c.Output, Value);

    public override void Vjp(in VjpContext c)
    {
    }
}
