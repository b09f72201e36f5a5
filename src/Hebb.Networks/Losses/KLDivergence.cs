using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>How many nats the predicted distribution wastes on data of the labels' distribution: 0 when they are the same. (Kullback and Leibler
/// 1951.)</summary>
/// <remarks>
/// <para>Of labels y and predicted probabilities p: <c>sum of y ln(y / p)</c>, over the last axis; a y of 0 adds nothing. Gradient by the logits:
/// <c>softmax(x) - y</c>, the same as that of <see cref="CrossEntropy"/>, which differs by the labels' entropy alone (A077).</para>
/// <para>Predictions and labels have one shape, <c>[batch, ..., classes]</c>, and a row has one loss: <c>[batch, ...]</c>.</para>
/// </remarks>
/// <example><code>Tensor loss = new KLDivergence().Call(studentLogits, teacherLogits.Softmax());   // [32, 10] and [32, 10] give []</code></example>
public sealed class KLDivergence : Loss
{
    /// <inheritdoc/>
    public override string Name => "kl_divergence";

    internal override LabelKind Labels => LabelKind.Distribution;

    /// <summary>True (the default) when the predictions are logits; false when they are probabilities, which are brought to a sum of 1, and of which those
    /// below 1e-7 count as 1e-7.</summary>
    public bool FromLogits { get; init; } = true;

    /// <inheritdoc/>
    protected override void Configure(JsonObject config) => config["fromLogits"] = FromLogits;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor predictions, Tensor labels)
    {
        Tensor y = Agreement.Rows(nameof(KLDivergence), predictions, labels);
        return (y * (y.Clip(1e-30, double.PositiveInfinity).Log() - Probabilities.Log(predictions, FromLogits))).Sum(-1);
    }
}
