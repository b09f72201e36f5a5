using System.Globalization;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Soft thresholding: brings every element nearer to zero by the threshold, and those within it to zero: <c>x - clip(x, -threshold,
    /// threshold)</c>. Gradient: 1 where |x| &gt; threshold, else 0. (Donoho 1995; the proximal step of an L1 penalty.)</summary>
    /// <param name="threshold">How far; zero or more.</param>
    /// <exception cref="OptionException">The threshold is negative or NaN.</exception>
    /// <example><code>Tensor y = Tensor.From([-2f, 0.3f, 1f]).SoftShrink();   // [-1.5, 0, 0.5]</code></example>
    public Tensor SoftShrink(double threshold = 0.5) => this - Clip(-NotNegative("SoftShrink", threshold), threshold);

    private static double NotNegative(string name, double threshold) => threshold >= 0 ? threshold
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"{name}: the threshold is {threshold}."),
            string.Create(CultureInfo.InvariantCulture, $"threshold {threshold}"), "use a threshold of zero or more; 0.5 is usual");
}
