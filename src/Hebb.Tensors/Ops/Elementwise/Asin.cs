namespace Hebb;

public partial class Tensor
{
    /// <summary>The angle in radians, from -pi/2 to pi/2, whose sine is x; NaN outside -1 to 1. Gradient: <c>g / sqrt(1 - x^2)</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([0f, 1f]).Asin();   // [0, 1.5707964]</code></example>
    public Tensor Asin() => Op.Apply(AsinOp.Instance, this);
}

internal sealed record AsinOp : UnaryOp
{
    internal static readonly AsinOp Instance = new();

    public override V Compute<V>(V x) => Simd.Asin(x);

    // 1 - x^2 as a product: it loses nothing near 1.
    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient * ((1 - c.Input(0)) * (1 + c.Input(0))).Rsqrt());
}
