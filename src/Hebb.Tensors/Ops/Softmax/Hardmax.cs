namespace Hebb;

public partial class Tensor
{
    /// <summary>1 at the greatest element along an axis, 0 elsewhere: the limit of the softmax for ever greater scores. Of equal ones the first is taken. No
    /// gradient passes. (A055.)</summary>
    /// <param name="axis">The axis to look along, counted from the end when negative.</param>
    /// <exception cref="ShapeException">There is no such axis, or it has no elements.</exception>
    /// <exception cref="DTypeException">The tensor is not floating point.</exception>
    /// <example><code>Tensor y = Tensor.From([5f, 2f, -1f, 3f]).Hardmax();   // [1, 0, 0, 0]</code></example>
    public Tensor Hardmax(int axis = -1)
    {
        axis = Shape.Axis(axis);
        if (!DType.IsFloat())
            throw new DTypeException($"Hardmax: it is not defined for {DType}.", $"input {Spec}", "convert the input first, with Cast(DType.Float32)");
        Tensor classesLast = ArgMax(axis).OneHot(Shape[axis], DType);
        if (axis == Rank - 1) return classesLast;
        var order = new int[Rank];   // the last axis back to its place
        for (int i = 0; i < order.Length; i++) order[i] = i < axis ? i : i == axis ? Rank - 1 : i - 1;
        return classesLast.Permute(order);
    }
}
