namespace Hebb;

/// <summary>A reduction to the position of the greatest or the least element, as Int32: one number for all the axes together. No gradient passes.</summary>
internal abstract record ArgExtremeOp(int Axis, int AxisCount) : ReductionOp(Axis, AxisCount)
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        RefuseEmpty(inputs[0].Shape);
        base.Infer(inputs, ref outputs);
    }

    protected override DType OutputType(TensorSpec input) => DType.Int32;

    public override void Vjp(in VjpContext c)
    {
    }
}
