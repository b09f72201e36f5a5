using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Cuts the tensor into equal parts along an axis. Gradient: those of the parts, joined.</summary>
    /// <param name="parts">How many; the extent must be divisible by it.</param>
    /// <param name="axis">The axis to cut, counted from the end when negative.</param>
    /// <exception cref="ShapeException">The extent is not divisible by the number of parts.</exception>
    /// <example><code>Tensor[] gates = Tensor.Zeros([32, 256]).Split(4, axis: -1);   // four of [32, 64]</code></example>
    public Tensor[] Split(int parts, int axis) => parts < 1
        ? throw new OptionException($"Split: there is no cutting into {parts} parts.", $"input {Shape}   parts {parts}", "ask for at least one part")
        : Op.ApplyAll(new SplitOp(Shape.Axis(axis), parts), parts, this);

    /// <summary>Cuts the tensor into parts of these extents along an axis. Gradient: those of the parts, each in its place.</summary>
    /// <param name="sizes">The parts' extents; together they make the axis.</param>
    /// <param name="axis">The axis to cut, counted from the end when negative.</param>
    /// <exception cref="ShapeException">The sizes do not add up to the axis.</exception>
    /// <example><code>Tensor[] parts = Tensor.Zeros([32, 10]).Split([7, 3], axis: 1);   // [32, 7] and [32, 3]</code></example>
    public Tensor[] Split(ReadOnlySpan<int> sizes, int axis)
    {
        axis = Shape.Axis(axis);
        long total = 0;
        foreach (int size in sizes) total += size;
        if (total != Shape[axis])
            throw new ShapeException($"Split: the sizes add up to {total}, and axis {axis} has {Shape[axis]} elements.",
                $"input {Shape}   sizes [{string.Join(", ", sizes.ToArray())}]",
                "choose sizes that add up to the axis's extent");
        var parts = new Tensor[sizes.Length];
        for (int i = 0, start = 0; i < parts.Length; start += sizes[i++]) parts[i] = Slice(axis, start, sizes[i]);
        return parts;
    }
}

/// <summary>Equal parts of an axis, each an output.</summary>
internal sealed record SplitOp(int Axis, int Parts) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        Shape shape = inputs[0].Shape;
        if (shape[Axis] % Parts != 0)
            throw new ShapeException($"Split: an axis of {shape[Axis]} does not cut into {Parts} equal parts.", $"input {shape}   axis {Axis}",
                $"choose a number of parts that divides {shape[Axis]}, or give the parts' sizes: Split([...], axis: {Axis})");
        for (int i = 0; i < Parts; i++) outputs.Add(shape.With(Axis, shape[Axis] / Parts), inputs[0].DType);
    }

    protected internal override void Forward(in ForwardContext c)
    {
        Span<int> start = stackalloc int[c.Output.Shape.Rank], step = stackalloc int[c.Output.Shape.Rank];
        step.Fill(1);
        foreach (View part in c.Outputs)
        {
            Strided.Slice(c.Input(0), part, start, step);
            start[Axis] += part.Shape[Axis];
        }
    }

    public override void Vjp(in VjpContext c)
    {
        var gradients = new Tensor[Parts];
        for (int i = 0; i < Parts; i++) gradients[i] = c.GradientOf(i);
        c.Add(0, Tensor.Concat(gradients, Axis));
    }
}
