namespace Hebb;

/// <summary>How many answers were no where yes was right: misses.</summary>
/// <remarks>See <see cref="CountingMetric"/> for shapes; with classes, it is their sum. All four counts: <see cref="CountingMetric.Counts"/>.</remarks>
/// <example><code>Metric metric = new FalseNegatives { Threshold = 0.5 };   // of probabilities</code></example>
public sealed class FalseNegatives : CountingMetric
{
    /// <summary>Begins with one yes-or-no question.</summary>
    public FalseNegatives()
    {
    }

    /// <summary>Begins with classes.</summary>
    /// <param name="classes">How many.</param>
    public FalseNegatives(int classes) : base(classes)
    {
    }

    /// <inheritdoc/>
    public override string Meaning => $"how many answers were no where yes was right, {Question}";

    /// <inheritdoc/>
    public override double Result => Counts is { Total: > 0 } counts ? counts.FalseNegatives : double.NaN;
}
