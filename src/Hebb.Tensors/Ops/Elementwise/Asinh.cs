namespace Hebb;

public partial class Tensor
{
    /// <summary>Inverse hyperbolic sine, <c>ln(x + sqrt(x^2 + 1))</c>. Gradient: <c>g / sqrt(x^2 + 1)</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([0f, 1f]).Asinh();   // [0, 0.8813736]</code></example>
    public Tensor Asinh() => Op.Apply(AsinhOp.Instance, this);
}

internal sealed record AsinhOp : UnaryOp
{
    internal static readonly AsinhOp Instance = new();

    public override V Compute<V>(V x) => Simd.Asinh(x);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient * (c.Input(0).Square() + 1).Rsqrt());
}
