namespace Hebb;

/// <summary>Adamax: Adam whose size is the greatest gradient of late instead of the root of the mean square. (Kingma and Ba 2015, section 7.)</summary>
/// <param name="learningRate">The step size, and the most that an element moves in a step.</param>
/// <remarks><c>m += (1 - beta1) (g - m)</c>, <c>n = max(beta2 * n, |g|)</c>, <c>w - rate / (1 - beta1^t) * m / (n + epsilon)</c> in step t, from 1. Keras's
/// form;
/// PyTorch adds epsilon to |g| instead.</remarks>
/// <example><code>Optimizer optimizer = new Adamax(2e-3);</code></example>
public sealed class Adamax(double learningRate = 1e-3) : MomentOptimizer(learningRate)
{
    /// <inheritdoc/>
    protected override void Update(Update u)
    {
        ArgumentNullException.ThrowIfNull(u);
        Tensor m = u["m"] = u["m"] + (u.Gradient - u["m"]) * (1 - Beta1);
        Tensor n = u["norm"] = (u["norm"] * Beta2).Maximum(u.Gradient.Abs());
        u.Parameter -= u.Rate * u.Number(step => 1 / (1 - Math.Pow(Beta1, step))) * m / (n + Epsilon);
    }
}
