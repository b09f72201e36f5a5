namespace Hebb;

/// <summary>The square of the difference of the logarithms, averaged over the outputs of a sample: <c>mean of (ln(1 + prediction) - ln(1 + label))^2</c>. For
/// amounts that are never negative, where ratios matter more than differences.</summary>
/// <remarks>Predictions and labels have one shape, <c>[batch, ...]</c>; labels are 0 or more. What is below 1e-7 counts as 1e-7, as in Keras, and such a
/// prediction has no gradient; else it is twice the difference of the logarithms over <c>1 + prediction</c> and the number of outputs.</remarks>
/// <example><code>Tensor loss = new MeanSquaredLogarithmicError().Call(predictions, labels);   // [32, 1] and [32, 1] give []</code></example>
public sealed class MeanSquaredLogarithmicError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_squared_logarithmic_error";

    internal override LabelKind Labels => LabelKind.Amount;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor predictions, Tensor labels)
    {
        Tensor y = Agreement.Elementwise(nameof(MeanSquaredLogarithmicError), predictions, labels);
        return PerSample((Log(predictions) - Log(y)).Square());
    }

    private static Tensor Log(Tensor x) => x.Clip(1e-7, double.PositiveInfinity).Log1P();
}
