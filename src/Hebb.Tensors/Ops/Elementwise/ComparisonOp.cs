namespace Hebb;

/// <summary>A comparison of corresponding elements: its output is a mask, and no gradient passes.</summary>
internal abstract record ComparisonOp : BinaryOp
{
    protected override bool AllowsIntegers => true;

    protected override DType OutputType(DType input) => DType.Bool;

    public override int Reuses(int output) => -1;

    public override void Vjp(in VjpContext c)
    {
    }
}
