namespace Hebb;

/// <summary>Rectified Adam: takes steps of plain momentum until the mean squared gradient is known well enough, and then Adam's, at first smaller. (Liu et al.
/// 2020.)</summary>
/// <param name="learningRate">The step size.</param>
/// <remarks>
/// <c>r = 2 / (1 - beta2) - 1</c>, <c>r_t = r - 2 t beta2^t / (1 - beta2^t)</c>, m and v as in <see cref="Adam"/>. While r_t is at most 5:
/// <c>w - rate * m / (1 - beta1^t)</c>; after that <c>w - rate * m / (1 - beta1^t) * sqrt((r_t - 4) (r_t - 2) r / ((r - 4) (r - 2) r_t)) * sqrt(1 - beta2^t) /
/// (sqrt(v) + epsilon)</c>. It needs no warm-up. As in PyTorch.
/// </remarks>
/// <example><code>Optimizer optimizer = new RAdam(1e-3);</code></example>
public sealed class RAdam(double learningRate = 1e-3) : MomentOptimizer(learningRate, epsilon: 1e-8)
{
    /// <inheritdoc/>
    protected override void Update(Update u)
    {
        ArgumentNullException.ThrowIfNull(u);
        Tensor m = u["m"] = u["m"] + (u.Gradient - u["m"]) * (1 - Beta1);
        Tensor v = u["v"] = u["v"] + (u.Gradient * u.Gradient - u["v"]) * (1 - Beta2);
        Tensor plain = u.Number(step => Rectification(step) > 0 ? 0 : 1);
        Tensor rectified = u.Number(step => Rectification(step) * Math.Sqrt(1 - Math.Pow(Beta2, step)));
        Tensor correction = u.Number(step => 1 / (1 - Math.Pow(Beta1, step)));
        u.Parameter -= u.Rate * correction * m * (rectified / (v.Sqrt() + Epsilon) + plain);
    }

    // 0 as long as the variance of Adam's step is infinite.
    private double Rectification(long step)
    {
        double power = Math.Pow(Beta2, step), most = 2 / (1 - Beta2) - 1, now = most - 2 * step * power / (1 - power);
        return now > 5 ? Math.Sqrt((now - 4) * (now - 2) * most / ((most - 4) * (most - 2) * now)) : 0;
    }
}
