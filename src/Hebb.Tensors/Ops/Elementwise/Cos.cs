namespace Hebb;

public partial class Tensor
{
    /// <summary>Cosine of an angle in radians. Gradient: <c>-g sin x</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([0f, 3.1415927f]).Cos();   // [1, -1]</code></example>
    public Tensor Cos() => Op.Apply(CosOp.Instance, this);
}

internal sealed record CosOp : UnaryOp
{
    internal static readonly CosOp Instance = new();

    public override V Compute<V>(V x) => Simd.Cos(x);

    public override void Vjp(in VjpContext c) => c.Add(0, -(c.OutputGradient * c.Input(0).Sin()));
}
