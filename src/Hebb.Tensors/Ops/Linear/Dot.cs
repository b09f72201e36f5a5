namespace Hebb;

public partial class Tensor
{
    /// <summary>Inner product of two vectors, <c>sum of x[i] * y[i]</c>: a tensor without axes. Gradient: each vector's is the other one.</summary>
    /// <exception cref="ShapeException">One of them is not a vector, or their lengths differ.</exception>
    /// <example><code>Tensor y = Tensor.From([1f, 2f]).Dot(Tensor.From([3f, 4f]));   // 11</code></example>
    public Tensor Dot(Tensor right)
    {
        ArgumentNullException.ThrowIfNull(right);
        if (Rank != 1 || right.Rank != 1)
            throw new ShapeException($"Dot: both operands are vectors, and these have {Rank} and {right.Rank} axes.", $"left {Shape}   right {right.Shape}",
                "use MatMul for matrices, or Flatten(0) to make a vector of everything");
        if (Shape != right.Shape)
            throw new ShapeException($"Dot: the lengths differ: {Shape[0]} (left) and {right.Shape[0]} (right).", $"left {Shape}   right {right.Shape}",
                "give both vectors the same length");
        return (this * right).Sum();
    }
}
