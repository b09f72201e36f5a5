namespace Hebb;

/// <summary>The share of what is yes that was found: <c>TP / (TP + FN)</c>. For questions where misses are dear. Also called sensitivity.</summary>
/// <remarks>See <see cref="CountingMetric"/> for shapes and <see cref="AveragedMetric"/> for the average over classes. The plain mean over classes is what
/// others call balanced accuracy; the micro average is the accuracy.</remarks>
/// <example><code>
/// Metric illness = new Recall();
/// Metric balancedAccuracy = new Recall(10) { Name = "balanced_accuracy" };
/// </code></example>
public sealed class Recall : AveragedMetric
{
    /// <summary>Begins with one yes-or-no question.</summary>
    public Recall()
    {
    }

    /// <summary>Begins with classes.</summary>
    /// <param name="classes">How many.</param>
    public Recall(int classes) : base(classes)
    {
    }

    /// <inheritdoc/>
    protected override string What => "the share of what is yes that was found";

    /// <inheritdoc/>
    protected override double Of(AnswerCounts counts) => counts.Recall;
}
