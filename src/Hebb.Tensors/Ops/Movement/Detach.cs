namespace Hebb;

/// <summary>The same value, through which no gradient flows: what <see cref="Tensor.Detach"/> is in a captured step and in a model.</summary>
internal sealed record DetachOp : Op
{
    internal static readonly DetachOp Instance = new();

    public override bool IsAlias => true;

    public override int Reuses(int output) => 0;

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(inputs[0]);

    protected internal override void Forward(in ForwardContext c) => Kernels.Fill.Copy(c.Input(0), c.Output);

    public override void Vjp(in VjpContext c)
    {
    }
}
