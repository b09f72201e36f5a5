using System.Globalization;

namespace Hebb;

/// <summary>The greatest sensitivity at a threshold where the specificity is at least so much.</summary>
/// <remarks>See <see cref="CurveMetric"/> for shapes and thresholds. 0 where no threshold reaches the specificity.</remarks>
/// <example><code>Metric metric = new SensitivityAtSpecificity(0.9);   // the best sensitivity with a specificity of 90 %</code></example>
public sealed class SensitivityAtSpecificity : CurveMetric
{
    /// <summary>Begins with the specificity.</summary>
    /// <param name="specificity">What it must be at least, from 0 to 1.</param>
    /// <param name="thresholds">How many thresholds; 200 by default.</param>
    public SensitivityAtSpecificity(double specificity, int thresholds = 200) : base(thresholds) =>
        Specificity = Share(nameof(SensitivityAtSpecificity), "specificity", specificity);

    /// <summary>What the specificity must be at least.</summary>
    public double Specificity { get; }

    /// <inheritdoc/>
    public override string Meaning =>
        string.Create(CultureInfo.InvariantCulture, $"the greatest sensitivity where the specificity is at least {Specificity}");

    /// <inheritdoc/>
    public override double Result => Best(static counts => counts.Recall, static counts => counts.Specificity, Specificity);
}
