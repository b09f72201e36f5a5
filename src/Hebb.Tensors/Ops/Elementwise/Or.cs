namespace Hebb;

public partial class Tensor
{
    /// <summary>True where either mask is, with broadcasting.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <exception cref="DTypeException">The operands are not both Bool.</exception>
    /// <example><code>Tensor outside = x.Less(-1).Or(x.Greater(1));</code></example>
    public Tensor Or(Tensor other) => Op.Apply(OrOp.Instance, this, other);
}

internal sealed record OrOp : LogicalOp
{
    internal static readonly OrOp Instance = new();

    public override void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) => outputs[0] = V.Or(inputs[0], inputs[1]);
}
