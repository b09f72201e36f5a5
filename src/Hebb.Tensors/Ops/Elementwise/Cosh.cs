namespace Hebb;

public partial class Tensor
{
    /// <summary>Hyperbolic cosine, <c>(e^x + e^-x) / 2</c>. Gradient: <c>g sinh x</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([0f, 1f]).Cosh();   // [1, 1.5430806]</code></example>
    public Tensor Cosh() => Op.Apply(CoshOp.Instance, this);
}

internal sealed record CoshOp : UnaryOp
{
    internal static readonly CoshOp Instance = new();

    public override V Compute<V>(V x) => Simd.Cosh(x);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient * c.Input(0).Sinh());
}
