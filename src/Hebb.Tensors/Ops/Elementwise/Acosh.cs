namespace Hebb;

public partial class Tensor
{
    /// <summary>Inverse hyperbolic cosine, <c>ln(x + sqrt(x^2 - 1))</c>; NaN below 1. Gradient: <c>g / sqrt(x^2 - 1)</c>, infinite at 1.</summary>
    /// <example><code>Tensor y = Tensor.From([1f, 2f]).Acosh();   // [0, 1.316958]</code></example>
    public Tensor Acosh() => Op.Apply(AcoshOp.Instance, this);
}

internal sealed record AcoshOp : UnaryOp
{
    internal static readonly AcoshOp Instance = new();

    public override V Compute<V>(V x) => Simd.Acosh(x);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient * ((c.Input(0) - 1) * (c.Input(0) + 1)).Rsqrt());
}
