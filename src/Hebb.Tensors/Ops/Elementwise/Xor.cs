namespace Hebb;

public partial class Tensor
{
    /// <summary>True where exactly one of the masks is, with broadcasting.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <exception cref="DTypeException">The operands are not both Bool.</exception>
    /// <example><code>Tensor changed = before.Greater(0).Xor(after.Greater(0));</code></example>
    public Tensor Xor(Tensor other) => Op.Apply(XorOp.Instance, this, other);
}

internal sealed record XorOp : LogicalOp
{
    internal static readonly XorOp Instance = new();

    public override void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) =>
        outputs[0] = V.And(V.Or(inputs[0], inputs[1]), V.Not(V.And(inputs[0], inputs[1])));
}
