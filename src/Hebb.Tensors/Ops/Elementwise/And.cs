namespace Hebb;

public partial class Tensor
{
    /// <summary>True where both masks are, with broadcasting.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <exception cref="DTypeException">The operands are not both Bool.</exception>
    /// <example><code>Tensor inside = x.Greater(-1).And(x.Less(1));</code></example>
    public Tensor And(Tensor other) => Op.Apply(AndOp.Instance, this, other);
}

internal sealed record AndOp : LogicalOp
{
    internal static readonly AndOp Instance = new();

    public override void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) => outputs[0] = V.And(inputs[0], inputs[1]);
}
