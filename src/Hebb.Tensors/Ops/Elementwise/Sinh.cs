namespace Hebb;

public partial class Tensor
{
    /// <summary>Hyperbolic sine, <c>(e^x - e^-x) / 2</c>. Gradient: <c>g cosh x</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([0f, 1f]).Sinh();   // [0, 1.1752012]</code></example>
    public Tensor Sinh() => Op.Apply(SinhOp.Instance, this);
}

internal sealed record SinhOp : UnaryOp
{
    internal static readonly SinhOp Instance = new();

    public override V Compute<V>(V x) => Simd.Sinh(x);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient * c.Input(0).Cosh());
}
