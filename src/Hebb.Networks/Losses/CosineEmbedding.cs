using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Wants two embeddings to point the same way when they belong together, and not to when they do not.</summary>
/// <param name="margin">Which cosine is different enough, from -1 to 1; 0 by default, a right angle. (PyTorch suggests 0 to 0.5.)</param>
/// <remarks>
/// <para>Predictions are two embeddings for each sample, stacked: <c>[batch, 2, features]</c>. Labels <c>[batch]</c> are above 0 where the two belong
/// together, and 0 or -1 where they do not.</para>
/// <para>Of the cosine c of their angle: <c>1 - c</c> for those that belong together, <c>max(0, c - margin)</c> for the others.</para>
/// </remarks>
/// <example><code>Tensor loss = new CosineEmbedding().Call(Tensor.Stack([left, right], axis: 1), areSame);   // [32, 2, 64] and [32] give []</code></example>
public sealed class CosineEmbedding(double margin = 0) : Loss
{
    /// <inheritdoc/>
    public override string Name => "cosine_embedding";

    internal override LabelKind Labels => LabelKind.Sign;

    /// <summary>Which cosine is different enough.</summary>
    public double Margin { get; } = Option(nameof(CosineEmbedding), nameof(Margin), margin, margin is >= -1 and <= 1,
        "use a number from -1 to 1; 0 to 0.5 is usual");

    /// <inheritdoc/>
    protected override void Configure(JsonObject config) => config["margin"] = Margin;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor predictions, Tensor labels)
    {
        Tensor y = Agreement.Stacked(nameof(CosineEmbedding), predictions, labels, "[left, right]");
        Tensor cosine = UnitVectors.Cosine(predictions.Slice(1, 0, 1), predictions.Slice(1, 1, 1)).Squeeze(1);
        return Tensor.Where(y.Greater(0), 1 - cosine, (cosine - Margin).Relu());
    }
}
