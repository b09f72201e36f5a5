namespace Hebb;

public partial class Tensor
{
    /// <summary>Square root, correctly rounded; NaN below zero. Gradient: <c>g / (2 sqrt x)</c>, infinite at zero.</summary>
    /// <example><code>Tensor y = Tensor.From([4f, 9f]).Sqrt();   // [2, 3]</code></example>
    public Tensor Sqrt() => Op.Apply(SqrtOp.Instance, this);
}

internal sealed record SqrtOp : UnaryOp
{
    internal static readonly SqrtOp Instance = new();

    public override V Compute<V>(V x) => V.Sqrt(x);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient / (c.Output() * 2));
}
