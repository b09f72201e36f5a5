namespace Hebb;

/// <summary>The learning rate falls along a power of the time that is left: <c>rate * (m + (1 - m) (1 - t / T)^power)</c> in step t of T, from 0, with the
/// minimum
/// fraction m; after that it stays at <c>rate * m</c>. A straight line by default. As in Keras, and PyTorch's <c>PolynomialLR</c>.</summary>
/// <example><code>Optimizer optimizer = new Sgd(0.1) { Schedule = new PolynomialDecay { Power = 2 } };</code></example>
public sealed record PolynomialDecay : Schedule
{
    private readonly double _minimumFraction;
    private readonly double _power = 1;

    /// <summary>Begins with the length.</summary>
    /// <param name="steps">In how many steps the rate falls; null (the default): in the whole run.</param>
    public PolynomialDecay(long? steps = null) => Steps = DecaySteps(nameof(PolynomialDecay), steps);

    /// <summary>In how many steps the rate falls; null: in the whole run.</summary>
    public long? Steps { get; }

    /// <summary>What part of the rate is left at the end; 0 by default.</summary>
    public double MinimumFraction
    {
        get => _minimumFraction;
        init => _minimumFraction = Part(nameof(PolynomialDecay), nameof(MinimumFraction), value);
    }

    /// <summary>The power; 1 by default: a straight line.</summary>
    public double Power
    {
        get => _power;
        init => _power = Positive(nameof(PolynomialDecay), nameof(Power), value);
    }

    /// <summary>Whether the rate rises again after T steps, to fall to the minimum at 2 T, then at 3 T, and so on; false by default.</summary>
    public bool Cycles { get; init; }

    /// <inheritdoc/>
    public override double Rate(double initial, long step, long? runSteps)
    {
        long length = Steps ?? Math.Max(1, RunLength(nameof(PolynomialDecay), runSteps));
        if (Cycles) length *= ((step - 1) / length) + 1;
        return initial * (MinimumFraction + (1 - MinimumFraction) * Math.Pow(1 - Math.Min(step, length) / (double)length, Power));
    }
}
