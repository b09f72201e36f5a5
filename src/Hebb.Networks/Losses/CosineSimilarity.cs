namespace Hebb;

/// <summary>Minus the cosine of the angle between prediction and label: -1 when they point the same way, 0 when at right angles, 1 when opposite. For
/// directions whose length does not matter.</summary>
/// <remarks>Of prediction p and label y, vectors along the last axis: <c>-(p . y) / (|p| |y|)</c>; 0 where one of them has no length. Predictions and labels
/// have one shape, <c>[batch, ..., features]</c>, and a vector has one loss: <c>[batch, ...]</c>. Gradient: <c>(p (p . y) / |p|^2 - y) / (|p|
/// |y|)</c>.</remarks>
/// <example><code>Tensor loss = new CosineSimilarity().Call(predictions, labels);   // [32, 64] and [32, 64] give []</code></example>
public sealed class CosineSimilarity : Loss
{
    /// <inheritdoc/>
    public override string Name => "cosine_similarity";

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor predictions, Tensor labels) =>
        -UnitVectors.Cosine(predictions, Agreement.Rows(nameof(CosineSimilarity), predictions, labels));
}
