namespace Hebb;

public partial class Tensor
{
    /// <summary>The sign: 1 above zero, -1 below, and zero and NaN as they are. Gradient: 0.</summary>
    /// <example><code>Tensor y = Tensor.From([-3f, 0f, 2f]).Sign();   // [-1, 0, 1]</code></example>
    public Tensor Sign() => Op.Apply(SignOp.Instance, this);
}

internal sealed record SignOp : UnaryOp
{
    internal static readonly SignOp Instance = new();

    protected override bool AllowsIntegers => true;

    public override V Compute<V>(V x)
    {
        V zero = V.Create(0);
        return V.Select(V.Greater(x, zero), V.Create(1), V.Select(V.Greater(zero, x), V.Create(-1), x));
    }

    public override void Vjp(in VjpContext c)
    {
    }
}
