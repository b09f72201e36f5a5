using System.Globalization;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Continuously differentiable exponential linear unit: <c>x</c> above zero, <c>alpha (e^(x / alpha) - 1)</c> below. Gradient: 1 above zero, else
    /// <c>e^(x / alpha)</c>, so that the slope is 1 on both sides of zero whatever alpha is. (Barron 2017.)</summary>
    /// <param name="alpha">What the unit tends to far below zero, with the other sign.</param>
    /// <exception cref="OptionException">Alpha is not above zero.</exception>
    /// <example><code>Tensor y = Tensor.From([-1f, 2f]).Celu(2);   // [-0.7869387, 2]</code></example>
    public Tensor Celu(double alpha = 1) => alpha > 0 && double.IsFinite(alpha)
        ? Relu() + (Minimum(0) / alpha).Expm1() * alpha
        : throw new OptionException("Celu: alpha is not a positive number.", string.Create(CultureInfo.InvariantCulture, $"alpha {alpha}"),
            "use an alpha above zero; 1 is usual");
}
