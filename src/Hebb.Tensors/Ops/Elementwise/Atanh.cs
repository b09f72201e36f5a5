namespace Hebb;

public partial class Tensor
{
    /// <summary>Inverse hyperbolic tangent, <c>ln((1 + x) / (1 - x)) / 2</c>; infinite at -1 and 1, NaN outside. Gradient: <c>g / (1 - x^2)</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([0f, 0.5f]).Atanh();   // [0, 0.54930615]</code></example>
    public Tensor Atanh() => Op.Apply(AtanhOp.Instance, this);
}

internal sealed record AtanhOp : UnaryOp
{
    internal static readonly AtanhOp Instance = new();

    public override V Compute<V>(V x) => Simd.Atanh(x);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient / ((1 - c.Input(0)) * (1 + c.Input(0))));
}
