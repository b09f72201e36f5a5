namespace Hebb;

/// <summary>How many answers were no, and rightly so.</summary>
/// <remarks>See <see cref="CountingMetric"/> for shapes; with classes, it is their sum. All four counts: <see cref="CountingMetric.Counts"/>.</remarks>
/// <example><code>Metric metric = new TrueNegatives { Threshold = 0.5 };   // of probabilities</code></example>
public sealed class TrueNegatives : CountingMetric
{
    /// <summary>Begins with one yes-or-no question.</summary>
    public TrueNegatives()
    {
    }

    /// <summary>Begins with classes.</summary>
    /// <param name="classes">How many.</param>
    public TrueNegatives(int classes) : base(classes)
    {
    }

    /// <inheritdoc/>
    public override string Meaning => $"how many answers were no, and rightly so, {Question}";

    /// <inheritdoc/>
    public override double Result => Counts is { Total: > 0 } counts ? counts.TrueNegatives : double.NaN;
}
