using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Makes the distances of pairs that belong together small, and those of the others at least as large as a margin, averaged over the outputs of a
/// sample.</summary>
/// <param name="margin">Which distance is large enough; above 0.</param>
/// <remarks>Predictions are distances, and labels have their shape, <c>[batch, ...]</c>: above 0 where a pair belongs together, and 0 or -1 where it does
/// not. Of a distance x: <c>x</c> for those that belong together, <c>max(0, margin - x)</c> for the others.</remarks>
/// <example><code>Tensor loss = new HingeEmbedding().Call(distances, areSame);   // [32, 1] and [32, 1] give []</code></example>
public sealed class HingeEmbedding(double margin = 1) : Loss
{
    /// <inheritdoc/>
    public override string Name => "hinge_embedding";

    internal override LabelKind Labels => LabelKind.Sign;

    /// <summary>Which distance is large enough.</summary>
    public double Margin { get; } = Option(nameof(HingeEmbedding), nameof(Margin), margin, margin > 0 && double.IsFinite(margin),
        "use a number above 0; 1 is usual");

    /// <inheritdoc/>
    protected override void Configure(JsonObject config) => config["margin"] = Margin;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor predictions, Tensor labels)
    {
        Tensor y = Agreement.Elementwise(nameof(HingeEmbedding), predictions, labels);
        return PerSample(Tensor.Where(y.Greater(0), predictions, (Margin - predictions).Relu()));
    }
}
