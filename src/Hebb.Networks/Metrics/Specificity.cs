namespace Hebb;

/// <summary>The share of what is no that was left alone: <c>TN / (TN + FP)</c>; one minus the rate of false alarms.</summary>
/// <remarks>See <see cref="CountingMetric"/> for shapes and <see cref="AveragedMetric"/> for the average over classes.</remarks>
/// <example><code>
/// Metric healthy = new Specificity();
/// </code></example>
public sealed class Specificity : AveragedMetric
{
    /// <summary>Begins with one yes-or-no question.</summary>
    public Specificity()
    {
    }

    /// <summary>Begins with classes.</summary>
    /// <param name="classes">How many.</param>
    public Specificity(int classes) : base(classes)
    {
    }

    /// <inheritdoc/>
    protected override string What => "the share of what is no that was left alone";

    /// <inheritdoc/>
    protected override double Of(AnswerCounts counts) => counts.Specificity;
}
