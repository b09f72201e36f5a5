namespace Hebb;

public partial class Tensor
{
    /// <summary>Exchanges the last two axes: the transpose of a matrix, or of every matrix of a batch. Gradient: exchanged back.</summary>
    /// <exception cref="ShapeException">The tensor has fewer than two axes.</exception>
    /// <example><code>Tensor columns = Tensor.From(new[,] { { 1f, 2f, 3f } }).Transpose();   // [3, 1]</code></example>
    public Tensor Transpose() => Rank < 2
        ? throw new ShapeException($"Transpose: two axes are exchanged, and this tensor has {Rank}.", $"input {Shape}",
            "give a vector a second axis first: ExpandDims(0) makes it a row, ExpandDims(-1) a column")
        : Transpose(-2, -1);

    /// <summary>Exchanges two axes. Gradient: exchanged back.</summary>
    /// <param name="axis">One axis, counted from the end when negative.</param>
    /// <param name="other">The other one.</param>
    /// <example><code>Tensor y = Tensor.Zeros([32, 10, 64]).Transpose(0, 1);   // [10, 32, 64]</code></example>
    public Tensor Transpose(int axis, int other)
    {
        (axis, other) = (Shape.Axis(axis), Shape.Axis(other));
        Span<int> order = stackalloc int[Rank];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        (order[axis], order[other]) = (other, axis);
        return Permute(order);
    }

    /// <summary>Puts the axes into another order: axis i of the result is axis <c>axes[i]</c> of this tensor. Gradient: put back.</summary>
    /// <param name="axes">Every axis once, counted from the end when negative.</param>
    /// <exception cref="ShapeException">An axis is missing, named twice, or not there.</exception>
    /// <example><code>Tensor planes = Tensor.Zeros([8, 28, 28, 3]).Permute(0, 3, 1, 2);   // [8, 3, 28, 28]</code></example>
    public Tensor Permute(params ReadOnlySpan<int> axes)
    {
        PermuteOp op = PermuteOp.To(axes, Shape);
        return op.IsIdentity ? this : Op.Apply(op, this);
    }
}

/// <summary>Axes in another order; the order is kept as a shape, whose entries are axis numbers.</summary>
internal sealed record PermuteOp(Shape Order) : Op
{
    public bool IsIdentity
    {
        get
        {
            for (int axis = 0; axis < Order.Rank; axis++)
                if (Order[axis] != axis) return false;
            return true;
        }
    }

    public static PermuteOp To(ReadOnlySpan<int> axes, Shape shape)
    {
        if (axes.Length != shape.Rank)
            throw new ShapeException($"Permute: the tensor has {shape.Rank} axes, and {axes.Length} are named.", Values(axes, shape),
                "name every axis of the input once, in the order in which the result shall have them");
        Span<int> order = stackalloc int[axes.Length];
        int seen = 0;
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = axes[i] < 0 ? axes[i] + shape.Rank : axes[i];
            if ((uint)order[i] >= shape.Rank)
                throw new ShapeException($"Permute: there is no axis {axes[i]} in a tensor of {shape.Rank} axes.", Values(axes, shape),
                    $"use axes from {-shape.Rank} to {shape.Rank - 1}");
            if ((seen & 1 << order[i]) != 0) throw new ShapeException($"Permute: axis {axes[i]} is named twice.", Values(axes, shape), "name each axis once");
            seen |= 1 << order[i];
        }
        return new(Shape.Create(order));
    }

    private static string Values(ReadOnlySpan<int> axes, Shape shape) => $"input {shape}   axes [{string.Join(", ", axes.ToArray())}]";

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        Span<int> extents = stackalloc int[Order.Rank];
        for (int axis = 0; axis < extents.Length; axis++) extents[axis] = inputs[0].Shape[Order[axis]];
        outputs.Add(Shape.Create(extents), inputs[0].DType);
    }

    protected internal override void Forward(in ForwardContext c) => Kernels.Transpose.Run(c.Input(0), c.Output, Order.Span);

    public override void Vjp(in VjpContext c)
    {
        Span<int> back = stackalloc int[Order.Rank];
        for (int axis = 0; axis < back.Length; axis++) back[Order[axis]] = axis;
        c.Add(0, c.OutputGradient.Permute(back));
    }
}
