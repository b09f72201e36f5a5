namespace Hebb;

/// <summary>The mean of the sizes of the differences, over all outputs of all samples. (As a loss: <see cref="MeanAbsoluteError"/>.)</summary>
/// <remarks>Predictions and labels have one shape, <c>[batch, ...]</c>.</remarks>
/// <example><code>var trainer = new Trainer(model) { Optimizer = new Adam(), Loss = new MeanSquaredError(), Metrics = [new AbsoluteError()] };</code></example>
public sealed class AbsoluteError : MeanMetric
{
    /// <inheritdoc/>
    public override string Meaning => "the mean of the sizes of the differences";

    /// <inheritdoc/>
    protected override Tensor Values(Tensor predictions, Tensor labels) =>
        (predictions - Agreement.Elementwise(nameof(AbsoluteError), predictions, labels)).Abs();
}
