namespace Hebb;

public partial class Tensor
{
    /// <summary>Natural logarithm, <c>ln x</c>; -infinity at zero, NaN below. Gradient: <c>g / x</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([1f, 2.7182817f]).Log();   // [0, 1]</code></example>
    public Tensor Log() => Op.Apply(LogOp.Instance, this);
}

internal sealed record LogOp : UnaryOp
{
    internal static readonly LogOp Instance = new();

    public override V Compute<V>(V x) => Simd.Log(x);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient / c.Input(0));
}
