namespace Hebb;

public partial class Tensor
{
    /// <summary>The mask of elements that are less than the other tensor's, with broadcasting; false beside NaN.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <exception cref="DTypeException">The operands differ in type.</exception>
    /// <example><code>Tensor mask = Tensor.From([1f, 5f]).Less(Tensor.From([3f, 2f]));   // [true, false]</code></example>
    public Tensor Less(Tensor other) => Op.Apply(LessOp.Instance, this, other);

    /// <summary>The mask of elements that are less than a number.</summary>
    public Tensor Less(double other) => Less(Operand(other, "Less"));
}

internal sealed record LessOp : ComparisonOp
{
    internal static readonly LessOp Instance = new();

    public override V Compute<V>(V x, V y) => V.Greater(y, x);
}
