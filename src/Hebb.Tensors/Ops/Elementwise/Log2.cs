namespace Hebb;

public partial class Tensor
{
    /// <summary>Logarithm to the base 2. Gradient: <c>g / (x ln 2)</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([1f, 8f]).Log2();   // [0, 3]</code></example>
    public Tensor Log2() => Op.Apply(Log2Op.Instance, this);
}

internal sealed record Log2Op : UnaryOp
{
    internal static readonly Log2Op Instance = new();

    public override V Compute<V>(V x) => Simd.Log2(x);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient / (c.Input(0) * Math.Log(2)));
}
