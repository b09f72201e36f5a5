namespace Hebb;

public partial class Tensor
{
    /// <summary>The angle in radians, from 0 to pi, whose cosine is x; NaN outside -1 to 1. Gradient: <c>-g / sqrt(1 - x^2)</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([1f, 0f]).Acos();   // [0, 1.5707964]</code></example>
    public Tensor Acos() => Op.Apply(AcosOp.Instance, this);
}

internal sealed record AcosOp : UnaryOp
{
    internal static readonly AcosOp Instance = new();

    public override V Compute<V>(V x) => Simd.Acos(x);

    public override void Vjp(in VjpContext c) => c.Add(0, -(c.OutputGradient * ((1 - c.Input(0)) * (1 + c.Input(0))).Rsqrt()));
}
