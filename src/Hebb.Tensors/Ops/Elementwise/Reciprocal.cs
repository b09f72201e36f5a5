namespace Hebb;

public partial class Tensor
{
    /// <summary>One over every element, <c>1 / x</c>. Gradient: <c>-g / x^2</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([2f, -4f]).Reciprocal();   // [0.5, -0.25]</code></example>
    public Tensor Reciprocal() => Op.Apply(ReciprocalOp.Instance, this);
}

internal sealed record ReciprocalOp : UnaryOp
{
    internal static readonly ReciprocalOp Instance = new();

    public override V Compute<V>(V x) => V.Create(1) / x;

    public override void Vjp(in VjpContext c) => c.Add(0, -(c.OutputGradient * c.Output().Square()));
}
