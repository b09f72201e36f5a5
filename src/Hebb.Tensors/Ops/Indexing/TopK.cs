using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>The k greatest elements of the last axis, greatest first, and where they stood.</summary>
    /// <param name="k">How many, from 1 to the last axis's extent.</param>
    /// <returns>The values <c>[..., k]</c>, and their indices, Int32 <c>[..., k]</c>. Equal values come in the order of their indices, NaN before
    /// all.</returns>
    /// <remarks>Gradient: the values', put back to where they came from, among zeros.</remarks>
    /// <exception cref="ShapeException">There is no last axis, or it has fewer than k elements.</exception>
    /// <example><code>(Tensor values, Tensor classes) = probabilities.TopK(5);</code></example>
    public (Tensor Values, Tensor Indices) TopK(int k)
    {
        Tensor[] outputs = Op.ApplyAll(new TopKOp(k), 2, this);
        return (outputs[0], outputs[1]);
    }
}

internal sealed record TopKOp(int K) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        Shape shape = inputs[0].Shape;
        if (shape.Rank == 0)
            throw new ShapeException("TopK: a single number has no axis to choose from.", $"input {shape}   k {K}", "pass a tensor of at least one axis");
        if (K < 1 || K > shape[^1])
            throw new ShapeException($"TopK: {K} elements cannot be chosen from {shape[^1]}.", $"input {shape}   k {K}",
                $"choose k from 1 to {shape[^1]}, the extent of the last axis");
        outputs.Add(shape.With(-1, K), inputs[0].DType);
        outputs.Add(shape.With(-1, K), DType.Int32);
    }

    protected internal override void Forward(in ForwardContext c)
    {
        int length = c.Input(0).Shape[^1];
        Reduction.TopK(c.Input(0), c.Outputs[0], c.Outputs[1], c.Input(0).Count / length, length, K);
    }

    public override void Vjp(in VjpContext c)
    {
        Shape shape = c.Input(0).Shape;
        c.Add(0, Apply(new ScatterAlongOp(shape.Rank - 1, shape[^1]), c.GradientOf(0), c.Output(1)));
    }
}
