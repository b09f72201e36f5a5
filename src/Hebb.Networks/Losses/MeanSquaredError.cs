namespace Hebb;

/// <summary>The square of the difference, averaged over the outputs of a sample: <c>mean of (prediction - label)^2</c>. For regression whose errors are like
/// noise.</summary>
/// <remarks>Predictions and labels have one shape, <c>[batch, ...]</c>. Gradient: <c>2 (prediction - label)</c> over the number of outputs.</remarks>
/// <example><code>Tensor loss = new MeanSquaredError().Call(predictions, labels);   // [32, 1] and [32, 1] give []</code></example>
public sealed class MeanSquaredError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_squared_error";

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor predictions, Tensor labels) =>
        PerSample((predictions - Agreement.Elementwise(nameof(MeanSquaredError), predictions, labels)).Square());
}
