namespace Hebb;

public partial class Tensor
{
    /// <summary>The mask of elements that are NaN.</summary>
    /// <example><code>Tensor mask = Tensor.From([1f, float.NaN]).IsNaN();   // [false, true]</code></example>
    public Tensor IsNaN() => Op.Apply(IsNaNOp.Instance, this);
}

internal sealed record IsNaNOp : UnaryOp
{
    internal static readonly IsNaNOp Instance = new();

    protected override DType OutputType(DType input) => DType.Bool;

    public override int Reuses(int output) => -1;

    public override V Compute<V>(V x) => V.Not(V.Equal(x, x));

    public override void Vjp(in VjpContext c)
    {
    }
}
