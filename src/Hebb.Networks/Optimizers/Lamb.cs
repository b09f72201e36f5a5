namespace Hebb;

/// <summary>Lamb: Adam's direction, with a step for each parameter that is in proportion to the parameter's own norm. For very large batches. (You et al.
/// 2020.)</summary>
/// <param name="learningRate">How large a step is, as part of a parameter's norm.</param>
/// <remarks>m and v as in <see cref="Adam"/>, <c>d = m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon)</c>, <c>w - rate * |w| / |d| * d</c>; where either
/// norm is 0, <c>w - rate * d</c>. As in Keras; <see cref="Optimizer.WeightDecay"/> stands apart from the norms, as everywhere here, while the paper adds it to
/// d.</remarks>
/// <example><code>Optimizer optimizer = new Lamb(2e-3) { WeightDecay = 0.01, DecaysBiases = false };</code></example>
public sealed class Lamb(double learningRate = 1e-3) : MomentOptimizer(learningRate)
{
    /// <inheritdoc/>
    protected override bool WorksOnWhole(Variable variable) => true;

    /// <inheritdoc/>
    protected override void Update(Update u)
    {
        ArgumentNullException.ThrowIfNull(u);
        Tensor m = u["m"] = u["m"] + (u.Gradient - u["m"]) * (1 - Beta1);
        Tensor v = u["v"] = u["v"] + (u.Gradient * u.Gradient - u["v"]) * (1 - Beta2);
        Tensor correction1 = u.Number(step => 1 / (1 - Math.Pow(Beta1, step))), correction2 = u.Number(step => 1 / (1 - Math.Pow(Beta2, step)));
        Tensor d = m * correction1 / ((v * correction2).Sqrt() + Epsilon);
        Tensor ofWeights = u.Parameter.Norm(), ofStep = d.Norm();
        Tensor trust = Tensor.Where(ofWeights.Greater(0).And(ofStep.Greater(0)), ofWeights / ofStep, 1);
        u.Parameter -= u.Rate * trust * d;
    }
}
