namespace Hebb;

public partial class Tensor
{
    /// <summary>Puts copies of the whole tensor side by side: <c>[1, 2]</c> three times is <c>[1, 2, 1, 2, 1, 2]</c>. Gradient: summed over the
    /// copies.</summary>
    /// <param name="counts">How many copies along each axis.</param>
    /// <exception cref="ShapeException">There is not one count per axis.</exception>
    /// <exception cref="OptionException">A count is below 1.</exception>
    /// <example><code>Tensor board = Tensor.Eye(2).Tile(4, 4);   // [8, 8]</code></example>
    public Tensor Tile(params ReadOnlySpan<int> counts)
    {
        if (counts.Length != Rank)
            throw new ShapeException($"Tile: the tensor has {Rank} axes, and the counts are for {counts.Length}.",
                $"input {Shape}   counts [{string.Join(", ", counts.ToArray())}]", "give one count per axis, 1 for an axis that stays");
        Tensor tiled = this;
        for (int axis = 0; axis < counts.Length; axis++)
            if (RepeatOp.Check("Tile", counts[axis], Shape) != 1) tiled = Op.Apply(new RepeatOp(axis, counts[axis]), tiled.ExpandDims(axis)).Merge(axis, 2);
        return tiled;
    }

    /// <summary>Repeats each element along an axis: <c>[1, 2]</c> three times is <c>[1, 1, 1, 2, 2, 2]</c>. Gradient: summed over the repetitions.</summary>
    /// <param name="count">How often each element occurs in the result.</param>
    /// <param name="axis">The axis, counted from the end when negative.</param>
    /// <exception cref="OptionException">The count is below 1.</exception>
    /// <example><code>Tensor large = image.Repeat(2, axis: 1).Repeat(2, axis: 2);   // twice as high and wide, by nearest neighbour</code></example>
    public Tensor Repeat(int count, int axis)
    {
        axis = Shape.Axis(axis);
        return RepeatOp.Check("Repeat", count, Shape) == 1 ? this : Op.Apply(new RepeatOp(axis + 1, count), ExpandDims(axis + 1)).Merge(axis, 2);
    }
}

/// <summary>An axis of extent 1 repeated: broadcasting that names no other axis's extent.</summary>
internal sealed record RepeatOp(int Axis, int Times) : Op
{
    public static int Check(string name, int count, Shape shape) => count >= 1 ? count
        : throw new OptionException($"{name}: {count} copies cannot be made.", $"input {shape}   count {count}", "ask for at least one copy");

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(inputs[0].Shape.With(Axis, Times), inputs[0].DType);

    protected internal override void Forward(in ForwardContext c) => Kernels.Broadcast.Run(c.Input(0), c.Output);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient);   // Add sums over the repeated axis
}
