namespace Hebb;

public partial class Tensor
{
    /// <summary>Exponential function, <c>e^x</c>. Gradient: <c>g y</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([0f, 1f]).Exp();   // [1, 2.7182817]</code></example>
    public Tensor Exp() => Op.Apply(ExpOp.Instance, this);
}

internal sealed record ExpOp : UnaryOp
{
    internal static readonly ExpOp Instance = new();

    public override V Compute<V>(V x) => Simd.Exp(x);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient * c.Output());
}
