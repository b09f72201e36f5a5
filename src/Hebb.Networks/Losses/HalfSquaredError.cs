namespace Hebb;

/// <summary>Half the sum of the squared differences over the outputs of a sample: <c>sum of (prediction - label)^2 / 2</c>, the error that backpropagation is
/// usually derived with (A070), since its gradient is the difference itself.</summary>
/// <remarks>Predictions and labels have one shape, <c>[batch, ...]</c>. Gradient: <c>prediction - label</c>. Unlike <see cref="MeanSquaredError"/> it does not
/// divide by the number of outputs: it is that loss times half of this number. With <see cref="Reduction.Sum"/> it is the textbooks' E, half the sum of
/// squared errors of all samples.</remarks>
/// <example><code>Tensor loss = new HalfSquaredError().Call(predictions, labels);   // [32, 2] and [32, 2] give []</code></example>
public sealed class HalfSquaredError : Loss
{
    /// <inheritdoc/>
    public override string Name => "half_squared_error";

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor predictions, Tensor labels) =>
        SumPerSample((predictions - Agreement.Elementwise(nameof(HalfSquaredError), predictions, labels)).Square()) * 0.5;
}
