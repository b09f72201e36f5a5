using System.Globalization;

namespace Hebb;

/// <summary>The greatest specificity at a threshold where the sensitivity is at least so much.</summary>
/// <remarks>See <see cref="CurveMetric"/> for shapes and thresholds. 0 where no threshold reaches the sensitivity.</remarks>
/// <example><code>Metric metric = new SpecificityAtSensitivity(0.9);   // the best specificity with a sensitivity of 90 %</code></example>
public sealed class SpecificityAtSensitivity : CurveMetric
{
    /// <summary>Begins with the sensitivity.</summary>
    /// <param name="sensitivity">What it must be at least, from 0 to 1.</param>
    /// <param name="thresholds">How many thresholds; 200 by default.</param>
    public SpecificityAtSensitivity(double sensitivity, int thresholds = 200) : base(thresholds) =>
        Sensitivity = Share(nameof(SpecificityAtSensitivity), "sensitivity", sensitivity);

    /// <summary>What the sensitivity must be at least.</summary>
    public double Sensitivity { get; }

    /// <inheritdoc/>
    public override string Meaning =>
        string.Create(CultureInfo.InvariantCulture, $"the greatest specificity where the sensitivity is at least {Sensitivity}");

    /// <inheritdoc/>
    public override double Result => Best(static counts => counts.Specificity, static counts => counts.Recall, Sensitivity);
}
