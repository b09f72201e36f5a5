namespace Hebb;

public partial class Tensor
{
    /// <summary>Tangent of an angle in radians. Gradient: <c>g (1 + y^2)</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([0f, 0.7853982f]).Tan();   // [0, 1]</code></example>
    public Tensor Tan() => Op.Apply(TanOp.Instance, this);
}

internal sealed record TanOp : UnaryOp
{
    internal static readonly TanOp Instance = new();

    public override V Compute<V>(V x) => Simd.Tan(x);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient * (c.Output().Square() + 1));
}
