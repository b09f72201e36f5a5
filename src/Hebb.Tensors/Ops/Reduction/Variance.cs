namespace Hebb;

public partial class Tensor
{
    /// <summary>The variance over some axes, or over all: the mean squared distance from the mean. Gradient: <c>2 g (x - mean) / n</c>.</summary>
    /// <param name="axis">The axis to go along, counted from the end when negative; all axes when null.</param>
    /// <param name="keepDims">Keep the axis with extent 1, so that the result broadcasts against the input.</param>
    /// <param name="correction">What is taken from the number n of elements that the sum is divided by: 0 for the variance of these numbers (as in Keras and
    /// NumPy), 1 to estimate that of the population they were drawn from (Bessel's correction, PyTorch's default).</param>
    /// <exception cref="DTypeException">The tensor is not floating point.</exception>
    /// <example><code>Tensor spread = Tensor.From([1f, 2f, 3f, 4f]).Variance();   // 1.25</code></example>
    public Tensor Variance(int? axis = null, bool keepDims = false, double correction = 0) => Variance(axis is { } one ? [one] : [], keepDims, correction);

    /// <summary>The variance over several axes.</summary>
    public Tensor Variance(ReadOnlySpan<int> axes, bool keepDims = false, double correction = 0)
    {
        ReductionOp.Floating("Variance", Spec);
        int[] sorted = ReductionOp.Axes("Variance", Shape, axes);
        Tensor squares = (this - Mean(sorted, keepDims: true)).Square();
        return correction == 0 ? squares.Mean(sorted, keepDims) : squares.Sum(sorted, keepDims) / (Op.Apply(CountOp.Of(sorted), this) - correction);
    }
}
