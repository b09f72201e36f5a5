namespace Hebb;

public partial class Tensor
{
    /// <summary>The standard deviation over some axes, or over all: the square root of <see cref="Variance(int?, bool, double)"/>. Gradient:
    /// <c>g (x - mean) / (n s)</c>, NaN where s is 0.</summary>
    /// <param name="axis">The axis to go along, counted from the end when negative; all axes when null.</param>
    /// <param name="keepDims">Keep the axis with extent 1, so that the result broadcasts against the input.</param>
    /// <param name="correction">0 for these numbers, 1 to estimate that of the population they were drawn from.</param>
    /// <exception cref="DTypeException">The tensor is not floating point.</exception>
    /// <example><code>Tensor spread = Tensor.From([1f, 2f, 3f, 4f]).StandardDeviation();   // 1.118034</code></example>
    public Tensor StandardDeviation(int? axis = null, bool keepDims = false, double correction = 0) => Variance(axis, keepDims, correction).Sqrt();

    /// <summary>The standard deviation over several axes.</summary>
    public Tensor StandardDeviation(ReadOnlySpan<int> axes, bool keepDims = false, double correction = 0) => Variance(axes, keepDims, correction).Sqrt();
}
