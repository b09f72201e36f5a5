namespace Hebb;

/// <summary>The size of the difference in percent of the label, averaged over the outputs of a sample: <c>100 mean of |(prediction - label) / label|</c>. For
/// values whose order of magnitude varies.</summary>
/// <remarks>Predictions and labels have one shape, <c>[batch, ...]</c>. A label nearer to 0 than 1e-7 counts as that far away, as in Keras: data with zeros
/// needs another loss. Gradient: 100 times the sign of the difference over the label's size and the number of outputs.</remarks>
/// <example><code>Tensor loss = new MeanAbsolutePercentageError().Call(predictions, labels);   // [32, 1] and [32, 1] give []</code></example>
public sealed class MeanAbsolutePercentageError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_absolute_percentage_error";

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor predictions, Tensor labels)
    {
        Tensor y = Agreement.Elementwise(nameof(MeanAbsolutePercentageError), predictions, labels);
        return PerSample(((predictions - y) / y.Abs().Clip(1e-7, double.PositiveInfinity)).Abs()) * 100;
    }
}
