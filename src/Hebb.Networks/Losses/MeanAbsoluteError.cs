namespace Hebb;

/// <summary>The size of the difference, averaged over the outputs of a sample: <c>mean of |prediction - label|</c>. Outliers pull on it less than on a
/// square.</summary>
/// <remarks>Predictions and labels have one shape, <c>[batch, ...]</c>. Gradient: the sign of the difference over the number of outputs, 0 where there is
/// none.</remarks>
/// <example><code>Tensor loss = new MeanAbsoluteError().Call(predictions, labels);   // [32, 1] and [32, 1] give []</code></example>
public sealed class MeanAbsoluteError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_absolute_error";

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor predictions, Tensor labels) =>
        PerSample((predictions - Agreement.Elementwise(nameof(MeanAbsoluteError), predictions, labels)).Abs());
}
