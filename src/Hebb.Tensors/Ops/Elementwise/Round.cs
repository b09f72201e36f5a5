namespace Hebb;

public partial class Tensor
{
    /// <summary>The nearest integer; halves go to the even one. Gradient: 0.</summary>
    /// <example><code>Tensor y = Tensor.From([0.5f, 1.5f, 2.6f]).Round();   // [0, 2, 3]</code></example>
    public Tensor Round() => Op.Apply(RoundOp.Instance, this);
}

internal sealed record RoundOp : UnaryOp
{
    internal static readonly RoundOp Instance = new();

    public override V Compute<V>(V x) => V.Round(x);

    public override void Vjp(in VjpContext c)
    {
    }
}
