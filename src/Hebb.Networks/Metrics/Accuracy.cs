namespace Hebb;

/// <summary>The share of samples whose greatest score is that of the right class.</summary>
/// <remarks>
/// Predictions are <c>[batch, ..., classes]</c>, logits or probabilities alike. Labels are class numbers (Int32 or Int64, <c>[batch, ...]</c>) or one-hot (the
/// predictions' shape), where the class is the greatest one's. Of equal scores the first counts.
/// </remarks>
/// <example><code>var trainer = new Trainer(model) { Optimizer = new Adam(), Loss = new CrossEntropy(), Metrics = [new Accuracy()] };</code></example>
public sealed class Accuracy : MeanMetric
{
    /// <summary>The label of what does not count, such as 255 at the edge of a segmented object or the class that fills up short sentences; null (the default)
    /// when all count. A loss has its own: <see cref="CategoricalLoss.IgnoredLabel"/>.</summary>
    public int? IgnoredLabel { get; init; }

    /// <inheritdoc/>
    public override string Meaning => "the share of samples whose greatest score is that of the right class";

    /// <inheritdoc/>
    protected override Tensor Values(Tensor predictions, Tensor labels)
    {
        ClassNumbers right = ClassNumbers.Of(nameof(Accuracy), predictions, labels, IgnoredLabel);
        Tensor greatest = predictions.ArgMax(-1, keepDims: true);
        Tensor hits = greatest.Squeeze(-1).Cast(right.Labels.DType).EqualTo(right.Labels).Cast(DType.Float64);
        return hits + right.Doubt(ClassNumbers.ScoreAt(predictions, greatest));
    }

    private protected override Tensor? Counted(Tensor predictions, Tensor labels) =>
        IgnoredLabel is null ? null : ClassNumbers.Of(nameof(Accuracy), predictions, labels, IgnoredLabel).Counted;
}
