using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Adamax: Adam whose size is the greatest gradient of late instead of the root of the mean square. (Kingma and Ba 2015, section 7.)</summary>
/// <param name="learningRate">The step size, and the most that an element moves in a step.</param>
/// <remarks><c>m += (1 - beta1) (g - m)</c>, <c>n = max(beta2 * n, |g|)</c>, <c>w - rate / (1 - beta1^t) * m / (n + epsilon)</c> in step t, from 1. Keras's
/// form;
/// PyTorch adds epsilon to |g| instead.</remarks>
/// <example><code>Optimizer optimizer = new Adamax(2e-3);</code></example>
public sealed class Adamax(double learningRate = 1e-3) : Optimizer(learningRate)
{
    private readonly double _beta1 = 0.9;
    private readonly double _beta2 = 0.999;
    private readonly double _epsilon = 1e-7;

    /// <summary>How much of the mean gradient is kept in a step, from 0 to less than 1; 0.9 by default.</summary>
    public double Beta1
    {
        get => _beta1;
        init => _beta1 = Fraction(nameof(Beta1), value, "0.9 is usual");
    }

    /// <summary>How much of the greatest gradient is kept in a step, from 0 to less than 1; 0.999 by default.</summary>
    public double Beta2
    {
        get => _beta2;
        init => _beta2 = Fraction(nameof(Beta2), value, "0.999 is usual");
    }

    /// <summary>Keeps the step of an element without gradients small; 1e-7 by default, as in Keras (1e-8 in PyTorch).</summary>
    public double Epsilon
    {
        get => _epsilon;
        init => _epsilon = NotNegative("epsilon", nameof(Epsilon), value, "1e-7 is usual");
    }

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        config["beta1"] = Beta1;
        config["beta2"] = Beta2;
        config["epsilon"] = Epsilon;
    }

    /// <inheritdoc/>
    protected override void Update(Update u)
    {
        ArgumentNullException.ThrowIfNull(u);
        Tensor m = u["m"] = u["m"] + (u.Gradient - u["m"]) * (1 - Beta1);
        Tensor n = u["norm"] = (u["norm"] * Beta2).Maximum(u.Gradient.Abs());
        u.Parameter -= u.Rate * u.Number(step => 1 / (1 - Math.Pow(Beta1, step))) * m / (n + Epsilon);
    }
}
