namespace Hebb;

public partial class Tensor
{
    /// <summary>Hard thresholding: <c>x</c> where |x| &gt; threshold, else 0. Gradient: 1 where |x| &gt; threshold, else 0. (Donoho and Johnstone
    /// 1994.)</summary>
    /// <param name="threshold">Zero or more.</param>
    /// <exception cref="OptionException">The threshold is negative or NaN.</exception>
    /// <example><code>Tensor y = Tensor.From([-2f, 0.3f, 1f]).HardShrink();   // [-2, 0, 1]</code></example>
    public Tensor HardShrink(double threshold = 0.5) => Where(Abs().LessOrEqual(NotNegative("HardShrink", threshold)), 0, this);
}
