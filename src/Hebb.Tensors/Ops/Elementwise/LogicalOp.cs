namespace Hebb;

/// <summary>An operation on the masks of corresponding elements.</summary>
internal abstract record LogicalOp : ElementwiseOp
{
    protected override bool Allows(DType type) => type == DType.Bool;

    protected override string Advice => "make a mask first, with a comparison such as x.Greater(0) or with Cast(DType.Bool)";

    public override void Vjp(in VjpContext c)
    {
    }
}
