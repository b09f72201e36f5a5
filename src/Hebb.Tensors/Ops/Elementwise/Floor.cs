namespace Hebb;

public partial class Tensor
{
    /// <summary>The greatest integer that is not above x. Gradient: 0.</summary>
    /// <example><code>Tensor y = Tensor.From([1.7f, -1.2f]).Floor();   // [1, -2]</code></example>
    public Tensor Floor() => Op.Apply(FloorOp.Instance, this);
}

internal sealed record FloorOp : UnaryOp
{
    internal static readonly FloorOp Instance = new();

    public override V Compute<V>(V x) => V.Floor(x);

    public override void Vjp(in VjpContext c)
    {
    }
}
