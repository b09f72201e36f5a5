namespace Hebb;

/// <summary>The learning rate shrinks by the same factor over and over: <c>rate * factor^(t / every)</c> in step t, from 0.</summary>
/// <example><code>Optimizer optimizer = new Sgd(0.1) { Schedule = new ExponentialDecay(0.9, every: 1000) };</code></example>
public sealed record ExponentialDecay : Schedule
{
    /// <summary>Begins with the factor.</summary>
    /// <param name="factor">What part of the rate is left after <paramref name="every"/> steps; above 0, at most 1.</param>
    /// <param name="every">In how many steps it shrinks by the factor; 1 by default.</param>
    public ExponentialDecay(double factor, long every = 1) => (Factor, Every) = (DecayFactor(nameof(ExponentialDecay), factor),
        DecayEvery(nameof(ExponentialDecay), every));

    /// <summary>What part of the rate is left after <see cref="Every"/> steps.</summary>
    public double Factor { get; }

    /// <summary>In how many steps the rate shrinks by the factor.</summary>
    public long Every { get; }

    /// <inheritdoc/>
    public override double Rate(double initial, long step, long? runSteps) => initial * Math.Pow(Factor, step / (double)Every);
}
