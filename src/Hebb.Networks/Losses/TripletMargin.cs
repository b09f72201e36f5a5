using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Wants an anchor to be nearer to what belongs to it than to what does not, by a margin at least. (Weinberger and Saul 2009; Schroff et al. 2015,
/// FaceNet.)</summary>
/// <param name="margin">By how much nearer; above 0.</param>
/// <remarks>
/// <para>Predictions are three embeddings for each sample, stacked: <c>[batch, 3, features]</c>, the anchor and two others. Labels <c>[batch]</c> say which
/// of the two belongs to the anchor: the first where the label is above 0, the second where it is 0 or -1. Data in the usual order of anchor, positive,
/// negative has labels of 1.</para>
/// <para>With the Euclidean distances p from the anchor to the one that belongs and n to the one that does not: <c>max(0, margin + p - n)</c>. 1e-6 is added to
/// each difference, as in PyTorch, so that a distance of 0 has a finite gradient.</para>
/// </remarks>
/// <example><code>Tensor loss = new TripletMargin().Call(Tensor.Stack([anchor, positive, negative], axis: 1), Tensor.Ones([32]));</code></example>
public sealed class TripletMargin(double margin = 1) : Loss
{
    /// <inheritdoc/>
    public override string Name => "triplet_margin";

    internal override LabelKind Labels => LabelKind.Sign;

    /// <summary>By how much nearer.</summary>
    public double Margin { get; } = Option(nameof(TripletMargin), nameof(Margin), margin, margin > 0 && double.IsFinite(margin),
        "use a number above 0; 1 is usual");

    /// <inheritdoc/>
    protected override void Configure(JsonObject config) => config["margin"] = Margin;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor predictions, Tensor labels)
    {
        Tensor signs = Agreement.Signs(Agreement.Stacked(nameof(TripletMargin), predictions, labels, "[anchor, first, second]"));
        Tensor anchor = predictions.Slice(1, 0, 1), others = predictions.Slice(1, 1, 2);
        Tensor distances = (anchor - others + 1e-6).Norm(-1);
        return (signs * (distances.Slice(1, 0, 1) - distances.Slice(1, 1, 1)).Squeeze(1) + Margin).Relu();
    }
}
