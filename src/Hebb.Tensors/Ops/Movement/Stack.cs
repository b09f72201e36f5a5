namespace Hebb;

public partial class Tensor
{
    /// <summary>Joins tensors of one shape along a new axis. Gradient: each gets its own part.</summary>
    /// <param name="tensors">Tensors of equal shape and type.</param>
    /// <param name="axis">Where the new axis goes; -1 puts it at the end.</param>
    /// <remarks>The same as <see cref="ExpandDims"/> on each, then <see cref="Concat"/>.</remarks>
    /// <example><code>Tensor batch = Tensor.Stack([first, second]);   // two images [28, 28] become [2, 28, 28]</code></example>
    public static Tensor Stack(ReadOnlySpan<Tensor> tensors, int axis = 0)
    {
        if (tensors.IsEmpty) throw new ShapeException("Stack: there is nothing to join.", "tensors []", "pass at least one tensor");
        foreach (Tensor tensor in tensors)
            if (tensor.Shape != tensors[0].Shape)
                throw new ShapeException($"Stack: {tensors[0].Shape} and {tensor.Shape} are different shapes.",
                    $"axis {axis}   first {tensors[0].Shape}   other {tensor.Shape}",
                    "give all tensors one shape; Concat joins tensors whose extents differ along an axis they have");
        var expanded = new Tensor[tensors.Length];
        for (int i = 0; i < expanded.Length; i++) expanded[i] = tensors[i].ExpandDims(axis);
        return Concat(expanded, axis < 0 ? axis + expanded[0].Rank : axis);
    }
}
