using System.Globalization;

namespace Hebb;

/// <summary>The share of yes-or-no answers that are right: a prediction above the threshold is a yes.</summary>
/// <param name="threshold">Where yes begins: 0 (the default) for logits; 0.5 for probabilities, as a sigmoid gives them.</param>
/// <remarks>Predictions and labels have one shape, <c>[batch, ...]</c>; a label above one half is a yes, and none is above 1 or below -1. Each output counts by
/// itself. Of one output, <c>[batch, 1]</c>, labels may also be class numbers, <c>[batch]</c>.</remarks>
/// <example><code>Metric metric = new BinaryAccuracy(threshold: 0.5);</code></example>
public sealed class BinaryAccuracy(double threshold = 0) : MeanMetric
{
    /// <summary>Where yes begins.</summary>
    public double Threshold { get; } = double.IsFinite(threshold) ? threshold
        : throw new OptionException("BinaryAccuracy: the threshold is not a number.", $"threshold {threshold.ToString(CultureInfo.InvariantCulture)}",
            "use 0 for logits, 0.5 for probabilities");

    /// <inheritdoc/>
    public override string Meaning => $"the share of outputs on the right side of {Threshold.ToString(CultureInfo.InvariantCulture)}";

    /// <inheritdoc/>
    protected override Tensor Values(Tensor predictions, Tensor labels)
    {
        Tensor right = YesOrNo.Labels(nameof(BinaryAccuracy), predictions, labels);
        return 1 - (YesOrNo.Answers(predictions, Threshold) - right).Abs();
    }
}
