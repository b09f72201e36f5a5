namespace Hebb;

public partial class Tensor
{
    /// <summary>Natural logarithm of one more, <c>ln(1 + x)</c>, exact near zero too. Gradient: <c>g / (1 + x)</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([0f, 1e-8f]).Log1P();   // [0, 1e-08]</code></example>
    public Tensor Log1P() => Op.Apply(Log1POp.Instance, this);
}

internal sealed record Log1POp : UnaryOp
{
    internal static readonly Log1POp Instance = new();

    public override V Compute<V>(V x) => Simd.Log1P(x);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient / (c.Input(0) + 1));
}
