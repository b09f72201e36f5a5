using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Lion: a step of the same size for every element, in the direction of the momentum's sign. (Chen et al. 2023.)</summary>
/// <param name="learningRate">How far every element moves in a step; a tenth to a third of what suits Adam.</param>
/// <remarks><c>w - rate * sign(beta1 * m + (1 - beta1) g)</c>, then <c>m = beta2 * m + (1 - beta2) g</c>. It keeps one number for each weight, half of what
/// Adam
/// does. With a weight decay 3 to 10 times as large as AdamW's.</remarks>
/// <example><code>Optimizer optimizer = new Lion(1e-4) { WeightDecay = 0.04 };</code></example>
public sealed class Lion(double learningRate = 1e-4) : Optimizer(learningRate)
{
    private readonly double _beta1 = 0.9;
    private readonly double _beta2 = 0.99;

    /// <summary>How much of the step's direction is momentum, the rest being gradient, from 0 to less than 1; 0.9 by default.</summary>
    public double Beta1
    {
        get => _beta1;
        init => _beta1 = Fraction(nameof(Beta1), value, "0.9 is usual");
    }

    /// <summary>How much of the momentum is kept in a step, from 0 to less than 1; 0.99 by default.</summary>
    public double Beta2
    {
        get => _beta2;
        init => _beta2 = Fraction(nameof(Beta2), value, "0.99 is usual");
    }

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        config["beta1"] = Beta1;
        config["beta2"] = Beta2;
    }

    /// <inheritdoc/>
    protected override void Update(Update u)
    {
        ArgumentNullException.ThrowIfNull(u);
        Tensor m = u["m"], g = u.Gradient;
        u.Parameter -= u.Rate * (m * Beta1 + g * (1 - Beta1)).Sign();
        u["m"] = m * Beta2 + g * (1 - Beta2);
    }
}
