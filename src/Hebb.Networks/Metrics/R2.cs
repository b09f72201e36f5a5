namespace Hebb;

/// <summary>The share of the variation of the labels that the predictions explain: <c>1 - sum (y - p)^2 / sum (y - mean y)^2</c>. 1 is perfect, 0 no better
/// than always answering the mean. (Wright 1921.)</summary>
/// <remarks>It is not defined where the labels do not vary: NaN, or minus infinity. See <see cref="MomentsMetric"/> for shapes.</remarks>
/// <param name="outputs">The units of the model's last layer; 1 by default.</param>
/// <example><code>var trainer = new Trainer(model) { Optimizer = new Adam(), Loss = new MeanSquaredError(), Metrics = [new R2()] };</code></example>
public sealed class R2(int outputs = 1) : MomentsMetric(outputs)
{
    /// <inheritdoc/>
    public override string Meaning => "the share of the variation of the labels that the predictions explain";

    /// <inheritdoc/>
    protected override double Of(double predictionSquares, double labelSquares, double products, double bias) =>
        1 - (predictionSquares + labelSquares - 2 * products + bias) / labelSquares;
}
