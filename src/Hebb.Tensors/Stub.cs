#pragma warning disable
namespace Hebb;

// TEMPORARY: delete this file when the real Cast lands (helper `ops1`).
public partial class Tensor
{
    public Tensor Cast(DType type) => type == DType ? this : Op.Apply(new StubCastOp(type), this);
}

internal sealed record StubCastOp(DType Type) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(inputs[0].Shape, Type);

    protected internal override void Forward(in ForwardContext c) => Kernels.Cast.Run(c.Input(0), c.Output);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient.Cast(c.Input(0).DType));
}
