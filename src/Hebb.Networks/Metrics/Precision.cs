namespace Hebb;

/// <summary>The share of the answers yes that are right: <c>TP / (TP + FP)</c>. For questions where false alarms are dear.</summary>
/// <remarks>See <see cref="CountingMetric"/> for shapes and <see cref="AveragedMetric"/> for the average over classes.</remarks>
/// <example><code>
/// Metric spam = new Precision { Threshold = 0.5 };   // of probabilities
/// Metric digits = new Precision(10);                 // of class scores, averaged over the digits
/// </code></example>
public sealed class Precision : AveragedMetric
{
    /// <summary>Begins with one yes-or-no question.</summary>
    public Precision()
    {
    }

    /// <summary>Begins with classes.</summary>
    /// <param name="classes">How many.</param>
    public Precision(int classes) : base(classes)
    {
    }

    /// <inheritdoc/>
    protected override string What => "the share of the answers yes that are right";

    /// <inheritdoc/>
    protected override double Of(AnswerCounts counts) => counts.Precision;
}
