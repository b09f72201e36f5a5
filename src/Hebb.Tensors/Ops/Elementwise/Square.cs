namespace Hebb;

public partial class Tensor
{
    /// <summary>Square, <c>x^2</c>. Gradient: <c>2 g x</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([1f, -2f]).Square();   // [1, 4]</code></example>
    public Tensor Square() => Op.Apply(SquareOp.Instance, this);
}

internal sealed record SquareOp : UnaryOp
{
    internal static readonly SquareOp Instance = new();

    protected override bool AllowsIntegers => true;

    public override V Compute<V>(V x) => x * x;

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient * c.Input(0) * 2);
}
