namespace Hebb;

public partial class Tensor
{
    /// <summary>The mask of elements that are greater than the other tensor's or equal to them, with broadcasting; false beside NaN.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <exception cref="DTypeException">The operands differ in type.</exception>
    /// <example><code>Tensor mask = Tensor.From([1f, 5f]).GreaterOrEqual(Tensor.From([1f, 9f]));   // [true, false]</code></example>
    public Tensor GreaterOrEqual(Tensor other) => Op.Apply(GreaterOrEqualOp.Instance, this, other);

    /// <summary>The mask of elements that are greater than a number or equal to it.</summary>
    public Tensor GreaterOrEqual(double other) => GreaterOrEqual(Operand(other, "GreaterOrEqual"));
}

internal sealed record GreaterOrEqualOp : ComparisonOp
{
    internal static readonly GreaterOrEqualOp Instance = new();

    public override V Compute<V>(V x, V y) => V.GreaterOrEqual(x, y);
}
