namespace Hebb;

public partial class Tensor
{
    /// <summary>The least integer that is not below x. Gradient: 0.</summary>
    /// <example><code>Tensor y = Tensor.From([1.2f, -1.7f]).Ceiling();   // [2, -1]</code></example>
    public Tensor Ceiling() => Op.Apply(CeilingOp.Instance, this);
}

internal sealed record CeilingOp : UnaryOp
{
    internal static readonly CeilingOp Instance = new();

    public override V Compute<V>(V x) => V.Ceiling(x);

    public override void Vjp(in VjpContext c)
    {
    }
}
