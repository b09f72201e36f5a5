namespace Hebb;

public partial class Tensor
{
    /// <summary>The Euclidean length over some axes, or over all: <c>sqrt(sum of x^2)</c>. Gradient: <c>g x / norm</c>, 0 for a vector of zeros.</summary>
    /// <param name="axis">The axis to go along, counted from the end when negative; all axes when null.</param>
    /// <param name="keepDims">Keep the axis with extent 1, so that the result broadcasts against the input.</param>
    /// <exception cref="DTypeException">The tensor is not floating point.</exception>
    /// <example><code>Tensor length = Tensor.From([3f, 4f]).Norm();   // 5</code></example>
    public Tensor Norm(int? axis = null, bool keepDims = false) => Norm(axis is { } one ? [one] : [], keepDims);

    /// <summary>The Euclidean length over several axes.</summary>
    public Tensor Norm(ReadOnlySpan<int> axes, bool keepDims = false)
    {
        ReductionOp.Floating("Norm", Spec);
        Tensor squared = Square().Sum(axes, keepDims);
        Tensor isZero = squared.EqualTo(0);
        return Where(isZero, 0, Where(isZero, 1, squared).Sqrt());   // the inner choice keeps the infinite slope of sqrt(0) out of the gradient
    }
}
