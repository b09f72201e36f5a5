namespace Hebb;

/// <summary>Numbers at equal distances; each is start + i * step, computed in double precision and converted, so that no error adds up.</summary>
internal sealed record RangeOp(double Start, double Step, int Length, DType DType) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add([Length], DType);

    protected internal override void Forward(in ForwardContext c) => Kernels.Fill.Range(c.Output, Start, Step);

    public override void Vjp(in VjpContext c)
    {
    }
}
