namespace Hebb;

public partial class Tensor
{
    /// <summary>One over the square root, <c>1 / sqrt x</c>; infinite at zero, NaN below. Gradient: <c>-g y^3 / 2</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([4f, 0.25f]).Rsqrt();   // [0.5, 2]</code></example>
    public Tensor Rsqrt() => Op.Apply(RsqrtOp.Instance, this);
}

internal sealed record RsqrtOp : UnaryOp
{
    internal static readonly RsqrtOp Instance = new();

    public override V Compute<V>(V x) => V.Create(1) / V.Sqrt(x);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient * c.Output().Pow(3) * -0.5);
}
