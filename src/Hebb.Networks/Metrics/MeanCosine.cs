namespace Hebb;

/// <summary>The mean of the cosine of the angle between prediction and label: 1 when they point the same way, 0 when at right angles, -1 when opposite. (As a
/// loss, with its sign turned: <see cref="CosineSimilarity"/>.)</summary>
/// <remarks>Predictions and labels have one shape, <c>[batch, ..., features]</c>; the cosine is 0 where one of them has no length.</remarks>
/// <example><code>Metric metric = new MeanCosine();</code></example>
public sealed class MeanCosine : MeanMetric
{
    /// <inheritdoc/>
    public override string Meaning => "the mean of the cosine of the angle between prediction and label";

    /// <inheritdoc/>
    protected override Tensor Values(Tensor predictions, Tensor labels) =>
        UnitVectors.Cosine(predictions, Agreement.Rows(nameof(MeanCosine), predictions, labels));
}
