using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Wants the better of two to have the higher score, by a margin at least. For learning an order from comparisons.</summary>
/// <param name="margin">By how much higher; 0 or more.</param>
/// <remarks>Predictions are two scores for each sample, <c>[batch, 2]</c>. Labels <c>[batch]</c> are above 0 where the first should rank higher, and 0 or -1
/// where the second should. Of scores a and b and sign t: <c>max(0, margin - t (a - b))</c>.</remarks>
/// <example><code>Tensor loss = new MarginRanking(margin: 1).Call(scores, isFirstBetter);   // [32, 2] and [32] give []</code></example>
public sealed class MarginRanking(double margin = 0) : Loss
{
    /// <inheritdoc/>
    public override string Name => "margin_ranking";

    internal override LabelKind Labels => LabelKind.Sign;

    /// <summary>By how much higher.</summary>
    public double Margin { get; } = Option(nameof(MarginRanking), nameof(Margin), margin, margin >= 0 && double.IsFinite(margin), "use a number from 0");

    /// <inheritdoc/>
    protected override void Configure(JsonObject config) => config["margin"] = Margin;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor predictions, Tensor labels)
    {
        Tensor signs = Agreement.Signs(Agreement.Pairs(nameof(MarginRanking), predictions, labels));
        return (Margin - signs * (predictions.Slice(1, 0, 1) - predictions.Slice(1, 1, 1)).Squeeze(1)).Relu();
    }
}
