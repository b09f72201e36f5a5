using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>One minus the overlap of the predicted and the true region, for segmentation: small regions count as much as large ones. (Milletari et al. 2016,
/// V-Net; Dice 1945.)</summary>
/// <remarks>
/// <para>Of the probabilities p and labels y of a sample's elements: <c>1 - (2 sum(p y) + s) / (sum(p) + sum(y) + s)</c>, s being <see cref="Epsilon"/>. Keras
/// sums over the whole batch unless told otherwise; here each sample has a loss of its own (Keras's <c>axis=(1, 2, 3)</c>).</para>
/// <para>Predictions and labels have one shape, <c>[batch, ...]</c>; labels are 0 or 1 (Bool, too), or a probability.</para>
/// </remarks>
/// <example><code>Tensor loss = new Dice().Call(logits, masks);   // [8, 64, 64, 1] and [8, 64, 64, 1] give []</code></example>
public sealed class Dice : Loss
{
    /// <inheritdoc/>
    public override string Name => "dice";

    internal override LabelKind Labels => LabelKind.Probability;

    /// <summary>True (the default) when the predictions are logits, of which the sigmoid is taken; false when they are probabilities.</summary>
    public bool FromLogits { get; init; } = true;

    /// <summary>Added above and below the fraction, so that nothing predicted where nothing is costs nothing; 1e-7 by default, and 1 is usual, too.</summary>
    public double Epsilon
    {
        get;
        init => field = Option(nameof(Dice), nameof(Epsilon), value, value > 0 && double.IsFinite(value), "use a number above 0; 1e-7 and 1 are usual");
    } = 1e-7;

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        config["fromLogits"] = FromLogits;
        config["epsilon"] = Epsilon;
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor predictions, Tensor labels)
    {
        Tensor y = Agreement.Elementwise(nameof(Dice), predictions, labels), p = FromLogits ? predictions.Sigmoid() : predictions;
        return 1 - (SumPerSample(p * y) * 2 + Epsilon) / (SumPerSample(p) + SumPerSample(y) + Epsilon);
    }
}
