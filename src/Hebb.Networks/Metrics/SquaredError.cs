namespace Hebb;

/// <summary>The mean of the squared differences, over all outputs of all samples. (As a loss: <see cref="MeanSquaredError"/>.)</summary>
/// <remarks>Predictions and labels have one shape, <c>[batch, ...]</c>.</remarks>
/// <example><code>var trainer = new Trainer(model) { Optimizer = new Adam(), Loss = new Huber(), Metrics = [new SquaredError()] };</code></example>
public sealed class SquaredError : MeanMetric
{
    /// <inheritdoc/>
    public override string Meaning => "the mean of the squared differences";

    /// <inheritdoc/>
    protected override Tensor Values(Tensor predictions, Tensor labels) =>
        (predictions - Agreement.Elementwise(nameof(SquaredError), predictions, labels)).Square();
}
