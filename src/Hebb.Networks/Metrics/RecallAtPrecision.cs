using System.Globalization;

namespace Hebb;

/// <summary>The greatest recall at a threshold where the precision is at least so much.</summary>
/// <remarks>See <see cref="CurveMetric"/> for shapes and thresholds. 0 where no threshold reaches the precision.</remarks>
/// <example><code>Metric metric = new RecallAtPrecision(0.9);   // the best recall with a precision of 90 %</code></example>
public sealed class RecallAtPrecision : CurveMetric
{
    /// <summary>Begins with the precision.</summary>
    /// <param name="precision">What it must be at least, from 0 to 1.</param>
    /// <param name="thresholds">How many thresholds; 200 by default.</param>
    public RecallAtPrecision(double precision, int thresholds = 200) : base(thresholds) => Precision = Share(nameof(RecallAtPrecision), "precision", precision);

    /// <summary>What the precision must be at least.</summary>
    public double Precision { get; }

    /// <inheritdoc/>
    public override string Meaning => string.Create(CultureInfo.InvariantCulture, $"the greatest recall where the precision is at least {Precision}");

    /// <inheritdoc/>
    public override double Result => Best(static counts => counts.Recall, static counts => counts.Precision, Precision);
}
