namespace Hebb;

public partial class Tensor
{
    /// <summary>The rows at these indices: <c>[n, ...]</c> read at <c>[k]</c> or <c>[k, m]</c> gives <c>[k, ...]</c> or <c>[k, m, ...]</c>. What an embedding
    /// does.</summary>
    /// <param name="indices">Int32 or Int64, each from 0 to n - 1; any shape.</param>
    /// <remarks>Gradient: row-sparse, the incoming rows at these indices (<see cref="RowGradient"/>).</remarks>
    /// <exception cref="DTypeException">The indices are not Int32 or Int64.</exception>
    /// <exception cref="ShapeException">An index is outside the table.</exception>
    /// <example><code>Tensor words = table.Gather(Tensor.From([2, 0, 2]));</code></example>
    public Tensor Gather(Tensor indices) => Op.Apply(GatherOp.Instance, this, indices);
}

internal sealed record GatherOp : Op
{
    internal static readonly GatherOp Instance = new();

    internal IndexTaker? Taker { get; init; }

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        (Shape table, Shape indices) = (inputs[0].Shape, inputs[1].Shape);
        if (inputs[1].DType is not (DType.Int32 or DType.Int64))
            throw new DTypeException($"Gather: indices are Int32 or Int64, not {inputs[1].DType}.", $"table {inputs[0]}   indices {inputs[1]}",
                "convert the indices with Cast(DType.Int32)");
        if (table.Rank == 0)
            throw new ShapeException("Gather: a single number has no rows.", $"table {table}   indices {indices}", "gather from a tensor of at least one axis");
        outputs.Add([.. indices, .. table[1..]], inputs[0].DType);
    }

    protected internal override void Forward(in ForwardContext c)
    {
        long bad = Kernels.Gather.Rows(c.Input(0), c.Input(1), c.Output);
        if (bad >= 0) throw IndexError.Outside("Gather", c.Input(1), bad, c.Input(0).Shape[0],
            $"table {c.Input(0).Shape}   indices {c.Input(1).Shape}", Taker);
    }

    public override void Vjp(in VjpContext c) => c.AddRows(0, c.Input(1).Reshape(-1), c.OutputGradient.Reshape([-1, .. c.Input(0).Shape[1..]]));
}
