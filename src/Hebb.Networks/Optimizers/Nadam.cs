using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Nadam: Adam with Nesterov's look-ahead: the present gradient counts as the next step's momentum would have it. (Dozat 2016.)</summary>
/// <param name="learningRate">The step size.</param>
/// <remarks>
/// <c>b_t = beta1 (1 - 0.96^(t * decay) / 2)</c>, and with m and v as in <see cref="Adam"/>
/// <c>w - rate * (b_(t+1) m / (1 - b_1...b_(t+1)) + (1 - b_t) g / (1 - b_1...b_t)) / (sqrt(v / (1 - beta2^t)) + epsilon)</c> in step t, from 1. With the
/// paper's decay of the momentum, as in PyTorch; Keras's is <c>new Nadam { MomentumDecay = 1 }</c>.
/// </remarks>
/// <example><code>Optimizer optimizer = new Nadam(2e-3);</code></example>
public sealed class Nadam(double learningRate = 1e-3) : MomentOptimizer(learningRate)
{
    private readonly double _momentumDecay = 0.004;

    /// <summary>How fast the momentum rises from half of <see cref="MomentOptimizer.Beta1"/> to all of it; 0.004 by default, as in the paper and in PyTorch
    /// (1 in Keras).</summary>
    public double MomentumDecay
    {
        get => _momentumDecay;
        init => _momentumDecay = NotNegative("momentum decay", nameof(MomentumDecay), value, "0.004 is usual");
    }

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        base.Configure(config);
        config["momentumDecay"] = MomentumDecay;
    }

    /// <inheritdoc/>
    protected override void Update(Update u)
    {
        ArgumentNullException.ThrowIfNull(u);
        Tensor m = u["m"] = u["m"] + (u.Gradient - u["m"]) * (1 - Beta1);
        Tensor v = u["v"] = u["v"] + (u.Gradient * u.Gradient - u["v"]) * (1 - Beta2);
        Tensor ofMean = u.Number(step => Momentum(step + 1) / (1 - MomentumProduct(step + 1)));
        Tensor ofGradient = u.Number(step => (1 - Momentum(step)) / (1 - MomentumProduct(step)));
        Tensor correction = u.Number(step => 1 / (1 - Math.Pow(Beta2, step)));
        u.Parameter -= u.Rate * (m * ofMean + u.Gradient * ofGradient) / ((v * correction).Sqrt() + Epsilon);
    }

    private double Momentum(long step) => Beta1 * (1 - 0.5 * Math.Pow(0.96, step * MomentumDecay));

    private double MomentumProduct(long step)
    {
        double product = 1;
        for (long i = 1; i <= step && product > 1e-20; i++) product *= Momentum(i);   // 1 less what is smaller is 1
        return product;
    }
}
