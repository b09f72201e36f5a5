using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>A square near the label and a straight line away from it, averaged over the outputs of a sample: smooth, and calm about outliers. (Huber
/// 1964.)</summary>
/// <param name="delta">Where the line begins; above 0.</param>
/// <remarks>Of the difference d: <c>d^2 / 2</c> up to delta, then <c>delta (|d| - delta / 2)</c>. Predictions and labels have one shape, <c>[batch, ...]</c>.
/// Gradient: d, cut off at delta, over the number of outputs.</remarks>
/// <example><code>Tensor loss = new Huber(delta: 2).Call(predictions, labels);   // [32, 1] and [32, 1] give []</code></example>
public sealed class Huber(double delta = 1) : Loss
{
    /// <inheritdoc/>
    public override string Name => "huber";

    /// <summary>Where the line begins.</summary>
    public double Delta { get; } = delta > 0 && double.IsFinite(delta) ? delta
        : throw new OptionException("Huber: the line does not begin above zero.", $"delta {delta.ToString(System.Globalization.CultureInfo.InvariantCulture)}",
            "use a number above 0; 1 is usual");

    /// <inheritdoc/>
    protected override void Configure(JsonObject config) => config["delta"] = Delta;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor predictions, Tensor labels)
    {
        Tensor size = (predictions - Agreement.Elementwise(nameof(Huber), predictions, labels)).Abs();
        Tensor bent = size.Clip(0, Delta);
        return PerSample(bent * (size - bent * 0.5));   // d (d - d/2) below, delta (d - delta/2) above
    }
}
