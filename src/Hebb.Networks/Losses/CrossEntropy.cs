using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>The loss for choosing one of several classes: minus the logarithm of the probability that the model gives to the right one.</summary>
/// <remarks>
/// <para>Of logits x and class number c: <c>ln(sum of e^x) - x[c]</c>; of a distribution p over the classes: <c>-sum of p ln softmax(x)</c>. Gradient by the
/// logits: <c>softmax(x) - p</c>. It is the entropy of the labels plus their <see cref="KLDivergence"/> from the predictions, so both losses have the same
/// gradient (A077).</para>
/// <para>Predictions are <c>[batch, ..., classes]</c>. Labels are class numbers (Int32 or Int64, <c>[batch, ...]</c>) or a probability for every class
/// (one-hot, say; the predictions' shape).
/// Logits are exact where probabilities round to 0 or 1, so leave the softmax out of the model and take it when you predict.</para>
/// </remarks>
/// <example><code>Tensor loss = new CrossEntropy { LabelSmoothing = 0.1 }.Call(logits, labels);   // [32, 10] and [32] give []</code></example>
public sealed class CrossEntropy : CategoricalLoss
{
    private readonly double _smoothing;

    /// <inheritdoc/>
    public override string Name => "cross_entropy";

    /// <summary>True (the default) when the predictions are logits, the unbounded outputs of a last layer without activation; false when they are
    /// probabilities, as a softmax gives them.</summary>
    /// <remarks>Probabilities are brought to a sum of 1, and those below 1e-7 count as 1e-7.</remarks>
    public bool FromLogits { get; init; } = true;

    /// <summary>How much of the probability is taken from the right class and spread over all of them, from 0 (the default) to less than 1; keeps a model from
    /// being too sure. (Szegedy et al. 2016.)</summary>
    public double LabelSmoothing
    {
        get => _smoothing;
        init => _smoothing = Smoothing(nameof(CrossEntropy), value);
    }

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        base.Configure(config);
        config["fromLogits"] = FromLogits;
        config["labelSmoothing"] = LabelSmoothing;
    }

    /// <inheritdoc/>
    protected override Tensor OfClassNumbers(Tensor predictions, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(labels);
        Tensor losses = FromLogits ? Tensor.SoftmaxCrossEntropy(predictions, labels)
            : -Probabilities.Log(predictions, fromLogits: false).GatherAlong(Existing(predictions, labels).ExpandDims(-1), -1).Squeeze(-1);
        return LabelSmoothing == 0 ? losses
            : losses * (1 - LabelSmoothing) - Probabilities.Log(predictions, FromLogits).Mean(-1) * LabelSmoothing;
    }

    /// <inheritdoc/>
    protected override Tensor OfTargets(Tensor predictions, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(targets);
        targets = Smooth(targets, LabelSmoothing, predictions.Shape[^1]);
        return -(targets * Probabilities.Log(predictions, FromLogits)).Sum(-1);
    }
}
