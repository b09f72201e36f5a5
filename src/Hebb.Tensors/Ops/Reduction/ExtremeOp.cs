namespace Hebb;

/// <summary>A reduction to the greatest or the least element. Equal ones share the gradient evenly, as in TensorFlow and PyTorch.</summary>
internal abstract record ExtremeOp(int Axis, int AxisCount) : ReductionOp(Axis, AxisCount)
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        RefuseEmpty(inputs[0].Shape);
        base.Infer(inputs, ref outputs);
    }

    public override void Vjp(in VjpContext c)
    {
        Tensor chosen = c.Input(0).EqualTo(c.Output()).Cast(c.Input(0).DType);
        Tensor ties = Apply(new SumOp(Axis, AxisCount), chosen);
        c.Add(0, chosen * (c.OutputGradient / ties));
    }
}
