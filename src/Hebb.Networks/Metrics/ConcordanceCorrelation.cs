namespace Hebb;

/// <summary>How close predictions and labels lie to the line on which they are equal: <c>2 cov / (var p + var y + (mean p - mean y)^2)</c>, from -1 to 1.
/// (Lin 1989.)</summary>
/// <remarks>Over all samples, with variances that divide by n. See <see cref="MomentsMetric"/> for shapes.</remarks>
/// <param name="outputs">The units of the model's last layer; 1 by default.</param>
/// <example><code>
/// var trainer = new Trainer(model) { Optimizer = new Adam(), Loss = new MeanSquaredError(), Metrics = [new ConcordanceCorrelation()] };
/// </code></example>
public sealed class ConcordanceCorrelation(int outputs = 1) : MomentsMetric(outputs)
{
    /// <inheritdoc/>
    public override string Meaning => "how close predictions and labels are to being equal, as a correlation";

    /// <inheritdoc/>
    protected override double Of(double predictionSquares, double labelSquares, double products, double bias) =>
        2 * products / (predictionSquares + labelSquares + bias);
}
