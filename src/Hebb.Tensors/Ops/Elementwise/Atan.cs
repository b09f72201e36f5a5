namespace Hebb;

public partial class Tensor
{
    /// <summary>The angle in radians, from -pi/2 to pi/2, whose tangent is x. Gradient: <c>g / (1 + x^2)</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([0f, 1f]).Atan();   // [0, 0.7853982]</code></example>
    public Tensor Atan() => Op.Apply(AtanOp.Instance, this);
}

internal sealed record AtanOp : UnaryOp
{
    internal static readonly AtanOp Instance = new();

    public override V Compute<V>(V x) => Simd.Atan(x);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient / (c.Input(0).Square() + 1));
}
