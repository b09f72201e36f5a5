namespace Hebb;

/// <summary>The learning rate falls as one over the time: <c>rate / (1 + decay * t / every)</c> in step t, from 0. (A111.)</summary>
/// <remarks>The notes count epochs: with <c>every</c> the number of steps of an epoch and <see cref="Staircase"/>, a rate of 0.2 and a decay of 1 become 0.1,
/// 0.0667, 0.05 in epochs 1, 2, 3. As in Keras.</remarks>
/// <example><code>Optimizer optimizer = new Sgd(0.2) { Schedule = new InverseTimeDecay(1, every: stepsPerEpoch) { Staircase = true } };</code></example>
public sealed record InverseTimeDecay : Schedule
{
    /// <summary>Begins with the decay.</summary>
    /// <param name="decay">After <paramref name="every"/> steps the rate is one over 1 + decay of what it was; 1 halves it.</param>
    /// <param name="every">The unit of time, in steps; 1 by default.</param>
    public InverseTimeDecay(double decay, long every = 1) =>
        (Decay, Every) = (NotNegative(nameof(InverseTimeDecay), nameof(decay), decay), DecayEvery(nameof(InverseTimeDecay), every));

    /// <summary>How fast the rate falls.</summary>
    public double Decay { get; }

    /// <summary>The unit of time, in steps.</summary>
    public long Every { get; }

    /// <summary>Whether the rate falls in stairs, once in <see cref="Every"/> steps; false by default.</summary>
    public bool Staircase { get; init; }

    /// <inheritdoc/>
    public override double Rate(double initial, long step, long? runSteps) =>
        initial / (1 + Decay * (Staircase ? step / Every : step / (double)Every));
}
