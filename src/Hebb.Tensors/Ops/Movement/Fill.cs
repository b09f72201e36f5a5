using Hebb.Kernels;

namespace Hebb;

/// <summary>All elements the same.</summary>
internal sealed record FillOp(Shape Shape, DType DType, double Value) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(Shape, DType);

    protected internal override void Forward(in ForwardContext c) => Fill.Constant(c.Output, Value);

    public override void Vjp(in VjpContext c)
    {
    }
}
