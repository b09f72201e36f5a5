namespace Hebb;

public partial class Tensor
{
    /// <summary>The mask of elements that differ from the other tensor's, with broadcasting; true beside NaN. Of any type, Bool too.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <exception cref="DTypeException">The operands differ in type.</exception>
    /// <example><code>Tensor wrong = predictions.NotEqualTo(labels);</code></example>
    public Tensor NotEqualTo(Tensor other) => Op.Apply(NotEqualToOp.Instance, this, other);

    /// <summary>The mask of elements that differ from a number.</summary>
    public Tensor NotEqualTo(double other) => NotEqualTo(Operand(other, "NotEqualTo"));
}

internal sealed record NotEqualToOp : ComparisonOp
{
    internal static readonly NotEqualToOp Instance = new();

    protected override bool Allows(DType type) => true;

    public override V Compute<V>(V x, V y) => V.Not(V.Equal(x, y));
}
