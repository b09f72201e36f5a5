namespace Hebb;

public partial class Tensor
{
    /// <summary>Keeps what is above a threshold: <c>x</c> where x &gt; threshold, else a fixed value. Gradient: 1 above the threshold, else 0.</summary>
    /// <param name="threshold">What an element must exceed to be kept.</param>
    /// <param name="value">What the others become. With 0 it is the thresholded ReLU. (Konda, Memisevic and Krueger 2014.)</param>
    /// <remarks>A unit that fires is <see cref="Step"/>.</remarks>
    /// <example><code>Tensor y = Tensor.From([-1f, 0.5f, 2f]).Threshold(1, 0);   // [0, 0, 2]</code></example>
    public Tensor Threshold(double threshold, double value) => Where(LessOrEqual(threshold), value, this);
}
