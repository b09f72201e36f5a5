namespace Hebb;

public partial class Tensor
{
    /// <summary>Exponential function less one, <c>e^x - 1</c>, exact near zero too. Gradient: <c>g (y + 1)</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([0f, 1e-8f]).Expm1();   // [0, 1e-08]</code></example>
    public Tensor Expm1() => Op.Apply(Expm1Op.Instance, this);
}

internal sealed record Expm1Op : UnaryOp
{
    internal static readonly Expm1Op Instance = new();

    public override V Compute<V>(V x) => Simd.Expm1(x);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient * (c.Output() + 1));
}
