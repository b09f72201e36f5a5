namespace Hebb;

/// <summary>The learning rate is multiplied by a factor at each of some steps. As PyTorch's <c>MultiStepLR</c>.</summary>
/// <example><code>Optimizer optimizer = new Sgd(0.1) { Schedule = new MultiStepDecay([30_000, 60_000]) };</code></example>
public sealed record MultiStepDecay : Schedule
{
    private readonly long[] _boundaries;

    /// <summary>Begins with the steps.</summary>
    /// <param name="boundaries">The numbers of the steps, from 0, with which a lower rate begins; rising.</param>
    /// <param name="factor">What part of the rate is left after each; above 0, at most 1; 0.1 by default.</param>
    public MultiStepDecay(IReadOnlyList<long> boundaries, double factor = 0.1) =>
        (_boundaries, Factor) = (Boundaries(nameof(MultiStepDecay), boundaries), DecayFactor(nameof(MultiStepDecay), factor));

    /// <summary>What part of the rate is left after each boundary.</summary>
    public double Factor { get; }

    /// <inheritdoc/>
    public override double Rate(double initial, long step, long? runSteps) => initial * Math.Pow(Factor, Piece(_boundaries, step));

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"MultiStepDecay {{ {string.Join(", ", _boundaries)}; Factor = {Factor} }}");
}
