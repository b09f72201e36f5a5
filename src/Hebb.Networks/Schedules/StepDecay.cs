namespace Hebb;

/// <summary>The learning rate falls in stairs: <c>rate * factor^k</c> after k times so many steps.</summary>
/// <example><code>Optimizer optimizer = new Sgd(0.1) { Momentum = 0.9, Schedule = new StepDecay(every: 10_000) };</code></example>
public sealed record StepDecay : Schedule
{
    /// <summary>Begins with the length of a stair.</summary>
    /// <param name="every">How many steps a stair has.</param>
    /// <param name="factor">What part of the rate is left on the next stair; above 0, at most 1; 0.1 by default.</param>
    public StepDecay(long every, double factor = 0.1) => (Every, Factor) = (DecayEvery(nameof(StepDecay), every), DecayFactor(nameof(StepDecay), factor));

    /// <summary>How many steps a stair has.</summary>
    public long Every { get; }

    /// <summary>What part of the rate is left on the next stair.</summary>
    public double Factor { get; }

    /// <inheritdoc/>
    public override double Rate(double initial, long step, long? runSteps) => initial * Math.Pow(Factor, step / Every);
}
