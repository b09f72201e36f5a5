namespace Hebb;

/// <summary>NumPy's rule: shapes are aligned at their last axes; extents must be equal, or one of them 1.</summary>
internal static class Broadcasting
{
    /// <summary>The common shape of all inputs.</summary>
    /// <exception cref="ShapeException">Two extents differ and neither is 1.</exception>
    public static Shape Of(Op op, ReadOnlySpan<TensorSpec> inputs)
    {
        Shape shape = inputs[0].Shape;
        for (int i = 1; i < inputs.Length; i++)
            if (inputs[i].Shape != shape && !TryMerge(shape, inputs[i].Shape, out shape)) throw Mismatch(op, inputs);
        return shape;
    }

    /// <summary>The shape that both broadcast to, if there is one.</summary>
    public static bool TryMerge(Shape left, Shape right, out Shape merged)
    {
        int rank = Math.Max(left.Rank, right.Rank);
        Span<int> extents = stackalloc int[rank];
        bool fits = true;
        for (int axis = 1; axis <= rank; axis++)   // counted from the end
        {
            int a = axis <= left.Rank ? left[^axis] : 1, b = axis <= right.Rank ? right[^axis] : 1;
            extents[^axis] = a == 1 ? b : a;
            fits &= a == b || a == 1 || b == 1;
        }
        merged = fits ? Shape.Create(extents) : left;
        return fits;
    }

    private static ShapeException Mismatch(Op op, ReadOnlySpan<TensorSpec> inputs)
    {
        var shapes = new string[inputs.Length];
        for (int i = 0; i < inputs.Length; i++) shapes[i] = inputs[i].Shape.ToString();
        string what = $"{op.Name}: these shapes do not broadcast together: {string.Join(" and ", shapes)}.";
        string names = inputs.Length == 2 ? $"left {shapes[0]}   right {shapes[1]}" : string.Join("   ", shapes);
        return new(what, names, "make each pair of extents, counted from the last axis, equal or 1 (Reshape adds axes of 1)");
    }
}
