namespace Hebb;

/// <summary>The learning rate falls along half a cosine again and again, each time over a longer time. (Loshchilov and Hutter 2017.)</summary>
/// <remarks>In step t of a cycle of T: <c>rate * (m + (1 - m) h (1 + cos(pi t / T)) / 2)</c>, with the minimum fraction m; the next cycle is
/// <see cref="LengthFactor"/> times as long, and its height h <see cref="HeightFactor"/> times as high. As in Keras; PyTorch's
/// <c>CosineAnnealingWarmRestarts</c> has heights of 1.</remarks>
/// <example><code>Optimizer optimizer = new Sgd(0.1) { Schedule = new CosineDecayRestarts(1000) };</code></example>
public sealed record CosineDecayRestarts : Schedule
{
    private readonly double _minimumFraction, _lengthFactor = 2, _heightFactor = 1;

    /// <summary>Begins with the length of the first cycle.</summary>
    /// <param name="first">How many steps the first cycle has.</param>
    public CosineDecayRestarts(long first) => First = StepCount(nameof(CosineDecayRestarts), nameof(first), first);

    /// <summary>How many steps the first cycle has.</summary>
    public long First { get; }

    /// <summary>How many times as long as the last a cycle is, from 1; 2 by default.</summary>
    public double LengthFactor
    {
        get => _lengthFactor;
        init => _lengthFactor = value >= 1 && double.IsFinite(value) ? value : throw new OptionException(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"CosineDecayRestarts: a cycle cannot be {value} times as long as the last."),
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"LengthFactor {value}"), "use a finite number of 1 or more; 2 is usual");
    }

    /// <summary>How many times as high as the last a cycle begins; 1 by default.</summary>
    public double HeightFactor
    {
        get => _heightFactor;
        init => _heightFactor = Positive(nameof(CosineDecayRestarts), nameof(HeightFactor), value);
    }

    /// <summary>What part of the rate is left at the end of a cycle; 0 by default.</summary>
    public double MinimumFraction
    {
        get => _minimumFraction;
        init => _minimumFraction = Part(nameof(CosineDecayRestarts), nameof(MinimumFraction), value);
    }

    /// <inheritdoc/>
    public override double Rate(double initial, long step, long? runSteps)
    {
        double done = step, length = First, height = 1;
        if (LengthFactor == 1)
        {
            height = Math.Pow(HeightFactor, Math.Floor(done / length));
            done %= length;
        }
        else
            for (; done >= length; length *= LengthFactor, height *= HeightFactor) done -= length;
        return initial * (MinimumFraction + (1 - MinimumFraction) * height * 0.5 * (1 + Math.Cos(Math.PI * done / length)));
    }
}
