namespace Hebb;

public partial class Tensor
{
    /// <summary>Absolute value, <c>|x|</c>. Gradient: <c>g sign(x)</c>, 0 at the kink.</summary>
    /// <example><code>Tensor y = Tensor.From([-1f, 2f]).Abs();   // [1, 2]</code></example>
    public Tensor Abs() => Op.Apply(AbsOp.Instance, this);
}

internal sealed record AbsOp : UnaryOp
{
    internal static readonly AbsOp Instance = new();

    protected override bool AllowsIntegers => true;

    public override V Compute<V>(V x) => V.Abs(x);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient * c.Input(0).Sign());
}
