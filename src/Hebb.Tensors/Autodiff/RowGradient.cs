namespace Hebb;

/// <summary>A gradient that is zero but for some rows, as a table has that was read by <see cref="Tensor.Gather"/>: two ordinary tensors.</summary>
/// <remarks>A row index may occur more than once; the rows then add up. It stays in this form through SGD and Adagrad, so that a step on a large embedding
/// touches only the rows that were read.</remarks>
public sealed class RowGradient
{
    internal RowGradient(Tensor rows, Tensor values, Shape shape)
    {
        Rows = rows;
        Values = values;
        Shape = shape;
    }

    /// <summary>Which rows, Int32 or Int64 <c>[n]</c>.</summary>
    public Tensor Rows { get; }

    /// <summary>Their gradients, <c>[n, ...]</c>.</summary>
    public Tensor Values { get; }

    /// <summary>The shape of the whole table.</summary>
    public Shape Shape { get; }

    /// <summary>The whole gradient, with its zeros.</summary>
    public Tensor ToDense() => Op.Apply(new AddRowsOp(), Tensor.Zeros(Shape, Values.DType), Rows, Values);

    /// <summary>For each row the sum of all rows with its index, and a mask <c>[n]</c> that is 1 at an index's first occurrence and 0 at the others.</summary>
    internal (Tensor Totals, Tensor IsFirst) Totals()
    {
        Tensor[] outputs = Op.ApplyAll(RowTotalsOp.Instance, 2, Rows, Values);
        return (outputs[0], outputs[1]);
    }

    internal RowGradient Join(RowGradient other) => new(Tensor.Concat([Rows, other.Rows], axis: 0), Tensor.Concat([Values, other.Values], axis: 0), Shape);
}
