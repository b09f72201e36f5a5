namespace Hebb;

/// <summary>How straight the line is on which predictions and labels lie: their covariance over the product of their standard deviations, from -1 to 1.
/// (Pearson 1895.)</summary>
/// <remarks>Over all samples; Keras's is the mean over samples of each one's correlation along its outputs. NaN where one of them does not vary. See
/// <see cref="MomentsMetric"/> for shapes.</remarks>
/// <param name="outputs">The units of the model's last layer; 1 by default.</param>
/// <example><code>
/// var trainer = new Trainer(model) { Optimizer = new Adam(), Loss = new MeanSquaredError(), Metrics = [new PearsonCorrelation()] };
/// </code></example>
public sealed class PearsonCorrelation(int outputs = 1) : MomentsMetric(outputs)
{
    /// <inheritdoc/>
    public override string Meaning => "the correlation of predictions and labels";

    /// <inheritdoc/>
    protected override double Of(double predictionSquares, double labelSquares, double products, double bias) =>
        products / Math.Sqrt(predictionSquares * labelSquares);
}
