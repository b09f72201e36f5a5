using System.Globalization;

namespace Hebb;

/// <summary>The learning rate falls along half a cosine: slowly, then fast, then slowly again, to (almost) nothing at the end of the run. (Loshchilov and
/// Hutter 2017.)</summary>
/// <remarks>In step t of T after the warm-up, from 0: <c>rate * (m + (1 - m) (1 + cos(pi t / T)) / 2)</c> with the minimum fraction m; from T on it stays at
/// <c>rate * m</c>. In step t of W of the warm-up: <c>rate * t / W</c>. As in Keras.</remarks>
/// <example><code>Optimizer optimizer = new Adam(3e-3) { Schedule = new CosineDecay { WarmUpSteps = 100 } };</code></example>
public sealed record CosineDecay : Schedule
{
    private readonly double _minimumFraction;
    private readonly long _warmUpSteps;

    /// <summary>Begins with the length.</summary>
    /// <param name="steps">In how many steps the rate falls, those of the warm-up not counted; null (the default): in all that the run has left after
    /// it.</param>
    public CosineDecay(long? steps = null) => Steps = steps is null or > 0 ? steps
        : throw new OptionException($"CosineDecay: the rate cannot fall in {steps} steps.", $"steps {steps}",
            "use a number above zero, or none for the whole run");

    /// <summary>In how many steps the rate falls; null: in the whole run.</summary>
    public long? Steps { get; }

    /// <summary>What part of the rate is left at the end; 0 by default.</summary>
    public double MinimumFraction
    {
        get => _minimumFraction;
        init => _minimumFraction = value is >= 0 and <= 1 ? value
            : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"CosineDecay: {value} of the rate cannot be left at the end."),
                string.Create(CultureInfo.InvariantCulture, $"MinimumFraction {value}"), "use a number from 0 to 1");
    }

    /// <summary>For how many steps at the beginning the rate rises evenly from 0; 0 by default.</summary>
    public long WarmUpSteps
    {
        get => _warmUpSteps;
        init => _warmUpSteps = value >= 0 ? value
            : throw new OptionException($"CosineDecay: the warm-up cannot have {value} steps.", $"WarmUpSteps {value}", "use a number of zero or more");
    }

    /// <inheritdoc/>
    public override double Rate(double initial, long step, long? runSteps)
    {
        if (step < WarmUpSteps) return initial * step / WarmUpSteps;
        long length = Steps ?? Math.Max(1, RunLength(nameof(CosineDecay), runSteps) - WarmUpSteps);
        double done = Math.Min(step - WarmUpSteps, length) / (double)length;
        return initial * (MinimumFraction + (1 - MinimumFraction) * 0.5 * (1 + Math.Cos(Math.PI * done)));
    }
}
