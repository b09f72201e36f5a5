namespace Hebb;

public partial class Tensor
{
    /// <summary>Logarithm to the base 10. Gradient: <c>g / (x ln 10)</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([1f, 1000f]).Log10();   // [0, 3]</code></example>
    public Tensor Log10() => Op.Apply(Log10Op.Instance, this);
}

internal sealed record Log10Op : UnaryOp
{
    internal static readonly Log10Op Instance = new();

    public override V Compute<V>(V x) => Simd.Log10(x);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient / (c.Input(0) * Math.Log(10)));
}
