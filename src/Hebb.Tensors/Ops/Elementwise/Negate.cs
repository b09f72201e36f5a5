namespace Hebb;

public partial class Tensor
{
    /// <summary>Every element with the other sign. Gradient: <c>-g</c>.</summary>
    /// <example><code>Tensor y = -Tensor.From([1f, -2f]);   // [-1, 2]</code></example>
    public static Tensor operator -(Tensor x) => Op.Apply(NegateOp.Instance, x);

    /// <summary>Every element with the other sign: what the operator <c>-x</c> does, for the middle of a chain of calls. Gradient: <c>-g</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([1f, -2f]).Negate();   // [-1, 2]</code></example>
    public Tensor Negate() => -this;
}

internal sealed record NegateOp : UnaryOp
{
    internal static readonly NegateOp Instance = new();

    protected override bool AllowsIntegers => true;

    public override V Compute<V>(V x) => -x;

    public override void Vjp(in VjpContext c) => c.Add(0, -c.OutputGradient);
}
