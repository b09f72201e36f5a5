namespace Hebb;

/// <summary>An op that folds neighbouring axes into one number each.</summary>
/// <param name="Axis">The first of the axes.</param>
/// <param name="AxisCount">How many neighbouring axes are folded.</param>
/// <remarks>The folded axes stay, with extent 1; <c>keepDims: false</c> is a reshape after it. Axes that are not neighbours are folded one by one.</remarks>
internal abstract record ReductionOp(int Axis, int AxisCount) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        Shape shape = inputs[0].Shape;
        for (int axis = Axis; axis < Axis + AxisCount; axis++) shape = shape.With(axis, 1);
        outputs.Add(shape, OutputType(inputs[0]));
    }

    /// <summary>The output's type; throws when the op is not defined for the input's.</summary>
    protected virtual DType OutputType(TensorSpec input) => input.DType;

    /// <summary>The input's type, which must be floating point.</summary>
    public static DType Floating(string name, TensorSpec input) => input.DType.IsFloat() ? input.DType
        : throw new DTypeException($"{name}: it is not defined for {input.DType}.", $"input {input}", "convert the input first, with Cast(DType.Float32)");

    /// <summary>The input's type, which must be floating point or a signed integer.</summary>
    protected DType Numeric(TensorSpec input) => input.DType is not (DType.Bool or DType.UInt8) ? input.DType
        : throw new DTypeException($"{Name}: it is not defined for {input.DType}.", $"input {input}",
            "convert the input first, with Cast(DType.Int32) or Cast(DType.Float32)");

    /// <summary>Throws when an axis to fold has no elements: there is nothing to choose from.</summary>
    protected void RefuseEmpty(Shape shape)
    {
        for (int axis = Axis; axis < Axis + AxisCount; axis++)
            if (shape[axis] == 0)
                throw new ShapeException($"{Name}: axis {axis} has no elements to choose from.", $"input {shape}",
                    "pass a tensor with at least one element along this axis");
    }

    /// <summary>The axes to fold as sorted, distinct, positive numbers; all of them when none is named.</summary>
    public static int[] Axes(string name, Shape shape, ReadOnlySpan<int> axes)
    {
        if (axes.IsEmpty)
        {
            var all = new int[shape.Rank];
            for (int axis = 0; axis < all.Length; axis++) all[axis] = axis;
            return all;
        }
        var sorted = new int[axes.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            if (axes[i] < -shape.Rank || axes[i] >= shape.Rank)
                throw new ShapeException($"{name}: there is no axis {axes[i]} in a tensor of {shape.Rank} axes.", $"input {shape}",
                    shape.Rank == 0 ? "leave the axis out: this is a single number" : $"use axes from {-shape.Rank} to {shape.Rank - 1}");
            sorted[i] = shape.Axis(axes[i]);
        }
        Array.Sort(sorted);
        for (int i = 1; i < sorted.Length; i++)
            if (sorted[i] == sorted[i - 1])
                throw new ShapeException($"{name}: axis {sorted[i]} is named twice.",
                    $"input {shape}   axes [{string.Join(", ", axes.ToArray())}]", "name each axis once");
        return sorted;
    }

    /// <summary>Folds the axes, a group of neighbours at a time, and drops them unless they are to be kept.</summary>
    public static Tensor Fold(Tensor x, int[] axes, bool keepDims, Func<int, int, ReductionOp> op)
    {
        Tensor folded = x;
        for (int first = 0; first < axes.Length;)
        {
            int count = 1;
            while (first + count < axes.Length && axes[first + count] == axes[first] + count) count++;
            folded = Apply(op(axes[first], count), folded);
            first += count;
        }
        if (keepDims || axes.Length == 0) return folded;
        Span<int> kept = stackalloc int[x.Rank - axes.Length];
        int next = 0;
        for (int axis = 0; axis < x.Rank; axis++)
            if (Array.BinarySearch(axes, axis) < 0) kept[next++] = axis == 0 ? -1 : x.Shape[axis];   // -1: the batch axis has no fixed extent in a graph
        return folded.Reshape(kept);
    }
}
