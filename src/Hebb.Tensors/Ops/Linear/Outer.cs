namespace Hebb;

public partial class Tensor
{
    /// <summary>Outer product of two vectors, <c>y[i, j] = left[i] * right[j]</c>. Gradients: those of the product, summed over the other vector's
    /// axis.</summary>
    /// <exception cref="ShapeException">One of them is not a vector.</exception>
    /// <example><code>Tensor table = Tensor.Arange(1, 11).Outer(Tensor.Arange(1, 11));   // [10, 10], the multiplication table</code></example>
    public Tensor Outer(Tensor right)
    {
        ArgumentNullException.ThrowIfNull(right);
        if (Rank != 1 || right.Rank != 1)
            throw new ShapeException($"Outer: both operands are vectors, and these have {Rank} and {right.Rank} axes.", $"left {Shape}   right {right.Shape}",
                "make a vector of everything with Flatten(0)");
        return ExpandDims(1) * right.ExpandDims(0);
    }
}
