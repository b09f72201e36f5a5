namespace Hebb;

/// <summary>How many answers were yes where no was right: false alarms.</summary>
/// <remarks>See <see cref="CountingMetric"/> for shapes; with classes, it is their sum. All four counts: <see cref="CountingMetric.Counts"/>.</remarks>
/// <example><code>Metric metric = new FalsePositives { Threshold = 0.5 };   // of probabilities</code></example>
public sealed class FalsePositives : CountingMetric
{
    /// <summary>Begins with one yes-or-no question.</summary>
    public FalsePositives()
    {
    }

    /// <summary>Begins with classes.</summary>
    /// <param name="classes">How many.</param>
    public FalsePositives(int classes) : base(classes)
    {
    }

    /// <inheritdoc/>
    public override string Meaning => $"how many answers were yes where no was right, {Question}";

    /// <inheritdoc/>
    public override double Result => Counts is { Total: > 0 } counts ? counts.FalsePositives : double.NaN;
}
