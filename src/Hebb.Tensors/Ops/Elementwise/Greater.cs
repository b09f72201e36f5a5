namespace Hebb;

public partial class Tensor
{
    /// <summary>The mask of elements that are greater than the other tensor's, with broadcasting; false beside NaN.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <exception cref="DTypeException">The operands differ in type.</exception>
    /// <example><code>Tensor mask = Tensor.From([1f, 5f]).Greater(Tensor.From([3f, 2f]));   // [false, true]</code></example>
    public Tensor Greater(Tensor other) => Op.Apply(GreaterOp.Instance, this, other);

    /// <summary>The mask of elements that are greater than a number.</summary>
    public Tensor Greater(double other) => Greater(Operand(other, "Greater"));
}

internal sealed record GreaterOp : ComparisonOp
{
    internal static readonly GreaterOp Instance = new();

    public override V Compute<V>(V x, V y) => V.Greater(x, y);
}
