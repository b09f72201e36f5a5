namespace Hebb;

public partial class Tensor
{
    /// <summary>The mask of elements that are less than the other tensor's or equal to them, with broadcasting; false beside NaN.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <exception cref="DTypeException">The operands differ in type.</exception>
    /// <example><code>Tensor mask = Tensor.From([1f, 5f]).LessOrEqual(Tensor.From([1f, 2f]));   // [true, false]</code></example>
    public Tensor LessOrEqual(Tensor other) => Op.Apply(LessOrEqualOp.Instance, this, other);

    /// <summary>The mask of elements that are less than a number or equal to it.</summary>
    public Tensor LessOrEqual(double other) => LessOrEqual(Operand(other, "LessOrEqual"));
}

internal sealed record LessOrEqualOp : ComparisonOp
{
    internal static readonly LessOrEqualOp Instance = new();

    public override V Compute<V>(V x, V y) => V.GreaterOrEqual(y, x);
}
