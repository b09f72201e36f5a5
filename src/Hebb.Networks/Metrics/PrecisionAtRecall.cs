using System.Globalization;

namespace Hebb;

/// <summary>The greatest precision at a threshold where the recall is at least so much.</summary>
/// <remarks>See <see cref="CurveMetric"/> for shapes and thresholds. 0 where no threshold reaches the recall.</remarks>
/// <example><code>Metric metric = new PrecisionAtRecall(0.9);   // the best precision with a recall of 90 %</code></example>
public sealed class PrecisionAtRecall : CurveMetric
{
    /// <summary>Begins with the recall.</summary>
    /// <param name="recall">What it must be at least, from 0 to 1.</param>
    /// <param name="thresholds">How many thresholds; 200 by default.</param>
    public PrecisionAtRecall(double recall, int thresholds = 200) : base(thresholds) => Recall = Share(nameof(PrecisionAtRecall), "recall", recall);

    /// <summary>What the recall must be at least.</summary>
    public double Recall { get; }

    /// <inheritdoc/>
    public override string Meaning => string.Create(CultureInfo.InvariantCulture, $"the greatest precision where the recall is at least {Recall}");

    /// <inheritdoc/>
    public override double Result => Best(static counts => counts.Precision, static counts => counts.Recall, Recall);
}
