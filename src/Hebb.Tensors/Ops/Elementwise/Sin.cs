namespace Hebb;

public partial class Tensor
{
    /// <summary>Sine of an angle in radians. Gradient: <c>g cos x</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([0f, 1.5707964f]).Sin();   // [0, 1]</code></example>
    public Tensor Sin() => Op.Apply(SinOp.Instance, this);
}

internal sealed record SinOp : UnaryOp
{
    internal static readonly SinOp Instance = new();

    public override V Compute<V>(V x) => Simd.Sin(x);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient * c.Input(0).Cos());
}
