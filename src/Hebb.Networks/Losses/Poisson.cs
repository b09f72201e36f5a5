using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>The negative logarithm of the likelihood of counts under a Poisson distribution whose rate the model predicts, averaged over the outputs of a
/// sample. For numbers of events: calls an hour, spikes a second.</summary>
/// <remarks>
/// <para>Of the logarithm x of a rate and the count y: <c>e^x - y x</c>; of the rate r itself: <c>r - y ln(r + 1e-7)</c>. What depends on the count alone,
/// <c>ln y!</c>, is left out unless <see cref="Full"/> is set. Gradient by x: <c>e^x - y</c>.</para>
/// <para>Predictions and labels have one shape, <c>[batch, ...]</c>.</para>
/// </remarks>
/// <example><code>Tensor loss = new Poisson().Call(logRates, counts);   // [32, 1] and [32, 1] give []</code></example>
public sealed class Poisson : Loss
{
    /// <inheritdoc/>
    public override string Name => "poisson";

    internal override LabelKind Labels => LabelKind.Amount;

    /// <summary>True (the default) when the predictions are logarithms of rates, as a last layer without activation can give them; false when they are rates,
    /// not negative (Keras's form), of a softplus for example.</summary>
    public bool FromLogs { get; init; } = true;

    /// <summary>Whether Stirling's approximation of <c>ln y!</c> is added where the count is above 1, so that the loss is nearly the whole likelihood. The
    /// gradient does not change.</summary>
    public bool Full { get; init; }

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        config["fromLogs"] = FromLogs;
        config["full"] = Full;
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor predictions, Tensor labels)
    {
        Tensor y = Agreement.Elementwise(nameof(Poisson), predictions, labels);
        Tensor losses = FromLogs ? predictions.Exp() - y * predictions : predictions - y * (predictions + 1e-7).Log();
        if (Full)
        {
            Tensor above = y.Clip(1, double.PositiveInfinity);
            Tensor stirling = above * above.Log() - above + (above * (2 * Math.PI)).Log() * 0.5;
            losses += Tensor.Where(y.Greater(1), stirling, 0);
        }
        return PerSample(losses);
    }
}
