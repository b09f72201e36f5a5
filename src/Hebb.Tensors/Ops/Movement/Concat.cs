using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Joins tensors along an axis. Gradient: each gets its own part.</summary>
    /// <example><code>Tensor both = Tensor.Concat([Tensor.Ones([2, 3]), Tensor.Zeros([2, 1])], axis: 1);   // [2, 4]</code></example>
    public static Tensor Concat(ReadOnlySpan<Tensor> tensors, int axis) => tensors.IsEmpty
        ? throw new ShapeException("Concat: there is nothing to join.", "tensors []", "pass at least one tensor")
        : Op.Apply(new ConcatOp(tensors[0].Shape.Axis(axis)), tensors);
}

internal sealed record ConcatOp(int Axis) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        long extent = 0;
        foreach (TensorSpec input in inputs)
        {
            if (input.DType != inputs[0].DType)
                throw new DTypeException($"Concat: the tensors are {inputs[0].DType} and {input.DType}.", Print(inputs),
                    "convert them to one type first, with Cast");
            if (input.Shape.Rank != inputs[0].Shape.Rank || input.Shape.With(Axis, 0) != inputs[0].Shape.With(Axis, 0))
                throw new ShapeException($"Concat: {inputs[0].Shape} and {input.Shape} differ in more than axis {Axis}.", Print(inputs),
                    $"make all extents but that of axis {Axis} equal");
            extent += input.Shape[Axis];
        }
        if (extent > int.MaxValue)
            throw new ShapeException($"Concat: axis {Axis} would have {extent} elements, and 2147483647 is the most it can have.", Print(inputs),
                "join fewer tensors");
        outputs.Add(inputs[0].Shape.With(Axis, (int)extent), inputs[0].DType);
    }

    protected internal override void Forward(in ForwardContext c)
    {
        Span<int> at = stackalloc int[c.Output.Shape.Rank];
        foreach (View input in c.Inputs)
        {
            Strided.CopyInto(input, c.Output, at);
            at[Axis] += input.Shape[Axis];
        }
    }

    public override void Vjp(in VjpContext c)
    {
        int start = 0;
        for (int i = 0; i < c.InputCount; i++)
        {
            int extent = c.Input(i).Shape[Axis];
            if (c.Needs(i)) c.Add(i, c.OutputGradient.Slice(Axis, start, extent));
            start += extent;
        }
    }

    private static string Print(ReadOnlySpan<TensorSpec> inputs)
    {
        var specs = new string[inputs.Length];
        for (int i = 0; i < specs.Length; i++) specs[i] = inputs[i].ToString();
        return string.Join("   ", specs);
    }
}
