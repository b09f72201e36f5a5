using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Adds elements of one value around the tensor. Gradient: the part that belongs to the input, cut out.</summary>
    /// <param name="amounts">For each axis, how many to add before and after.</param>
    /// <param name="value">What the new elements are.</param>
    /// <exception cref="ShapeException">There is not one amount per axis, or one is negative.</exception>
    /// <example><code>Tensor framed = Tensor.Ones([2, 2]).Pad([(1, 1), (1, 1)]);   // [4, 4], ones inside zeros</code></example>
    public Tensor Pad(ReadOnlySpan<(int Before, int After)> amounts, double value = 0)
    {
        if (amounts.Length != Rank)
            throw new ShapeException($"Pad: the tensor has {Rank} axes, and the amounts are for {amounts.Length}.",
                $"input {Shape}   amounts {Print(amounts)}", "give one (before, after) per axis, (0, 0) for an axis that stays");
        Span<int> before = stackalloc int[Rank], after = stackalloc int[Rank];
        for (int axis = 0; axis < Rank; axis++)
        {
            (before[axis], after[axis]) = amounts[axis];
            if (before[axis] < 0 || after[axis] < 0)
                throw new ShapeException($"Pad: the amount ({before[axis]}, {after[axis]}) of axis {axis} is negative.",
                    $"input {Shape}   amounts {Print(amounts)}", "give amounts of zero or more; Slice takes elements away");
            if ((long)before[axis] + Shape[axis] + after[axis] > int.MaxValue)
                throw new ShapeException($"Pad: the amount ({before[axis]}, {after[axis]}) makes axis {axis} longer than 2147483647, the most it can be.",
                    $"input {Shape}   amounts {Print(amounts)}", "give smaller amounts");
        }
        return Op.Apply(new PadOp(Shape.Create(before), Shape.Create(after), value), this);

        static string Print(ReadOnlySpan<(int, int)> amounts) => $"[{string.Join(", ", amounts.ToArray())}]";
    }
}

/// <summary>More elements before and after, along each axis.</summary>
internal sealed record PadOp(Shape Before, Shape After, double Value) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        Span<int> extents = stackalloc int[Before.Rank];
        for (int axis = 0; axis < extents.Length; axis++) extents[axis] = checked(Before[axis] + inputs[0].Shape[axis] + After[axis]);
        outputs.Add(Shape.Create(extents), inputs[0].DType);
    }

    protected internal override void Forward(in ForwardContext c)
    {
        Fill.Constant(c.Output, Value);
        Strided.CopyInto(c.Input(0), c.Output, Before.Span);
    }

    public override void Vjp(in VjpContext c) => c.Add(0, Apply(new CropOp(Before, After), c.OutputGradient));
}

/// <summary>Fewer elements before and after, along each axis: the adjoint of padding with zeros.</summary>
internal sealed record CropOp(Shape Before, Shape After) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        Span<int> extents = stackalloc int[Before.Rank];
        for (int axis = 0; axis < extents.Length; axis++) extents[axis] = inputs[0].Shape[axis] - Before[axis] - After[axis];
        outputs.Add(Shape.Create(extents), inputs[0].DType);
    }

    protected internal override void Forward(in ForwardContext c)
    {
        Span<int> step = stackalloc int[Before.Rank];
        step.Fill(1);
        Strided.Slice(c.Input(0), c.Output, Before.Span, step);
    }

    public override void Vjp(in VjpContext c) => c.Add(0, Apply(new PadOp(Before, After, 0), c.OutputGradient));
}
