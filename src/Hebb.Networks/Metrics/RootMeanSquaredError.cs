namespace Hebb;

/// <summary>The square root of the mean of the squared differences, over all outputs of all samples: an error in the labels' own unit.</summary>
/// <remarks>Predictions and labels have one shape, <c>[batch, ...]</c>.</remarks>
/// <example><code>
/// var trainer = new Trainer(model) { Optimizer = new Adam(), Loss = new MeanSquaredError(), Metrics = [new RootMeanSquaredError()] };
/// </code></example>
public sealed class RootMeanSquaredError : MeanMetric
{
    /// <inheritdoc/>
    public override string Meaning => "the square root of the mean of the squared differences";

    /// <inheritdoc/>
    public override double Result => Math.Sqrt(base.Result);

    /// <inheritdoc/>
    protected override Tensor Values(Tensor predictions, Tensor labels) =>
        (predictions - Agreement.Elementwise(nameof(RootMeanSquaredError), predictions, labels)).Square();
}
