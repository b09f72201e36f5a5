namespace Hebb;

/// <summary>A reduction of a mask. No gradient passes.</summary>
internal abstract record MaskReductionOp(int Axis, int AxisCount) : ReductionOp(Axis, AxisCount)
{
    protected override DType OutputType(TensorSpec input) => input.DType == DType.Bool ? DType.Bool
        : throw new DTypeException($"{Name}: it is not defined for {input.DType}.", $"input {input}",
            "make a mask first, with a comparison such as x.Greater(0) or with Cast(DType.Bool)");

    public override void Vjp(in VjpContext c)
    {
    }
}
