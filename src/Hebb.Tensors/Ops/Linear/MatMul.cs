using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Matrix product over the last two axes: <c>[..., m, k]</c> by <c>[..., k, n]</c> gives <c>[..., m, n]</c>; leading axes broadcast.</summary>
    /// <param name="right">The right operand.</param>
    /// <param name="transposeLeft">Use the left operand with its last two axes exchanged, without copying it.</param>
    /// <param name="transposeRight">The same for the right operand.</param>
    /// <remarks>Gradients: <c>dA = G B^T</c>, <c>dB = A^T G</c>. Each element is one chain of fused multiply-adds over k: the same bits on any number of
    /// threads.</remarks>
    /// <exception cref="ShapeException">The inner extents differ.</exception>
    /// <example><code>Tensor y = Tensor.Ones([32, 784]).MatMul(Tensor.Ones([784, 10]));   // [32, 10]</code></example>
    public Tensor MatMul(Tensor right, bool transposeLeft = false, bool transposeRight = false) =>
        Op.Apply(new MatMulOp(transposeLeft, transposeRight), this, right);
}

internal sealed record MatMulOp(bool TransposeLeft, bool TransposeRight) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        (Shape left, Shape right) = (inputs[0].Shape, inputs[1].Shape);
        if (left.Rank < 2 || right.Rank < 2)
            throw new ShapeException($"MatMul: both operands need at least two axes, and these have {left.Rank} and {right.Rank}.", Operands(left, right),
                "give a vector a second axis: Reshape(1, -1) makes it a row, Reshape(-1, 1) a column");
        if (inputs[0].DType != inputs[1].DType || !inputs[0].DType.IsFloat())
            throw new DTypeException($"MatMul: the operands are {inputs[0].DType} and {inputs[1].DType}.", $"left {inputs[0]}   right {inputs[1]}",
                "convert both to Float32 (or both to Float64) with Cast");
        int inner = TransposeLeft ? left[^2] : left[^1], other = TransposeRight ? right[^1] : right[^2];
        if (inner != other)
            throw new ShapeException($"MatMul: the inner dimensions differ: {inner} (left) and {other} (right).", Operands(left, right) + Transposition(),
                "make the last axis of the left operand equal the second-to-last axis of the right one, or transpose one of them");
        if (!Broadcasting.TryMerge(left[..^2], right[..^2], out Shape batch))
            throw new ShapeException($"MatMul: the leading axes do not broadcast together: {left[..^2]} and {right[..^2]}.", Operands(left, right),
                "make each pair of leading extents equal, or 1");
        outputs.Add(batch.Insert(batch.Rank, TransposeLeft ? left[^1] : left[^2]).Insert(batch.Rank + 1, TransposeRight ? right[^2] : right[^1]),
            inputs[0].DType);
    }

    public override long MultiplyAdds(ReadOnlySpan<TensorSpec> inputs)
    {
        SpecList outputs = default;
        Infer(inputs, ref outputs);
        return outputs[0].Shape.Count * (TransposeLeft ? inputs[0].Shape[^2] : inputs[0].Shape[^1]);
    }

    internal override bool TakesEpilogue(ReadOnlySpan<TensorSpec> inputs) =>
        Gemm.TakesEpilogue(inputs[0].Shape, inputs[1].Shape, TransposeLeft, TransposeRight);

    internal override Bound? Bind(in ForwardContext c) =>
        c.Output.Count == 0 ? null : Gemm.Bind(c.Input(0), c.Input(1), c.Output, TransposeLeft, TransposeRight, c.Epilogue);

    protected internal override void Forward(in ForwardContext c) =>
        Gemm.MultiplyBatch(c.Input(0), c.Input(1), c.Output, TransposeLeft, TransposeRight, c.Epilogue);

    public override void Vjp(in VjpContext c)
    {
        (Tensor left, Tensor right, Tensor g) = (c.Input(0), c.Input(1), c.OutputGradient);
        if (c.Needs(0)) c.Add(0, TransposeLeft ? right.MatMul(g, TransposeRight, true) : g.MatMul(right, false, !TransposeRight));
        if (!c.Needs(1)) return;
        if (right.Rank == 2 && left.Rank > 2 && !TransposeLeft)   // one long product instead of a batch of them that would be added up
            (left, g) = (left.Merge(0, left.Rank - 1), g.Merge(0, g.Rank - 1));
        c.Add(1, TransposeRight ? g.MatMul(left, true, TransposeLeft) : left.MatMul(g, !TransposeLeft, false));
    }

    // Made only where something is wrong: a text for each product would be a third of what a training step allocates.
    private static string Operands(Shape left, Shape right) => $"left {left}   right {right}";

    private string Transposition() => (TransposeLeft, TransposeRight) switch
    {
        (true, true) => "   both transposed",
        (true, false) => "   left transposed",
        (false, true) => "   right transposed",
        _ => "",
    };
}
