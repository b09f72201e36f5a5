namespace Hebb;

public partial class Tensor
{
    /// <summary>The mask of elements that equal the other tensor's, with broadcasting; false beside NaN. Of any type, Bool too.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <exception cref="DTypeException">The operands differ in type.</exception>
    /// <example><code>Tensor mask = predictions.EqualTo(labels);</code></example>
    public Tensor EqualTo(Tensor other) => Op.Apply(EqualToOp.Instance, this, other);

    /// <summary>The mask of elements that equal a number.</summary>
    public Tensor EqualTo(double other) => EqualTo(Operand(other, "EqualTo"));
}

internal sealed record EqualToOp : ComparisonOp
{
    internal static readonly EqualToOp Instance = new();

    protected override bool Allows(DType type) => true;

    public override V Compute<V>(V x, V y) => V.Equal(x, y);
}
