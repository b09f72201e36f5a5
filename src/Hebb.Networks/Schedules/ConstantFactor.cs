namespace Hebb;

/// <summary>The learning rate is multiplied by a number for some steps, and is all of itself after them. As PyTorch's <c>ConstantLR</c>.</summary>
/// <example><code>Optimizer optimizer = new Sgd(0.1) { Schedule = new ConstantFactor(0.1, steps: 500) };</code></example>
public sealed record ConstantFactor : Schedule
{
    /// <summary>Begins with the factor.</summary>
    /// <param name="factor">What the rate is multiplied by.</param>
    /// <param name="steps">For how many steps.</param>
    public ConstantFactor(double factor, long steps) =>
        (Factor, Steps) = (NotNegative(nameof(ConstantFactor), nameof(factor), factor), StepCount(nameof(ConstantFactor), nameof(steps), steps));

    /// <summary>What the rate is multiplied by.</summary>
    public double Factor { get; }

    /// <summary>For how many steps.</summary>
    public long Steps { get; }

    /// <inheritdoc/>
    public override double Rate(double initial, long step, long? runSteps) => step < Steps ? initial * Factor : initial;
}
