using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>The <see cref="CrossEntropy"/> with less weight on what the model already gets right, for classes of very different sizes.</summary>
/// <remarks>
/// <para>Of the probabilities p and labels y: <c>-alpha sum of y (1 - p)^gamma ln p</c>. From logits, <c>1 - p</c> keeps its digits where p is nearly 1. (Lin
/// et al. 2017, Focal Loss for Dense Object Detection.) A weight for each class of its own is <see cref="CategoricalLoss.ClassWeights"/>.</para>
/// <para>Predictions are <c>[batch, ..., classes]</c>. Labels are class numbers (Int32 or Int64, <c>[batch, ...]</c>) or a probability for every class.</para>
/// </remarks>
/// <example><code>Tensor loss = new CategoricalFocalCrossEntropy { Gamma = 1 }.Call(logits, labels);   // [32, 10] and [32] give []</code></example>
public sealed class CategoricalFocalCrossEntropy : CategoricalLoss
{
    /// <inheritdoc/>
    public override string Name => "categorical_focal_cross_entropy";

    /// <summary>True (the default) when the predictions are logits; false when they are probabilities, which are brought to a sum of 1, and of which those
    /// below 1e-7 count as 1e-7.</summary>
    public bool FromLogits { get; init; } = true;

    /// <summary>How fast the weight falls as the model gets surer: 2 by default, 0 for plain cross entropy.</summary>
    public double Gamma
    {
        get;
        init => field = FocalGamma(nameof(CategoricalFocalCrossEntropy), value);
    } = 2;

    /// <summary>A factor for the whole loss: 0.25 by default, the paper's.</summary>
    public double Alpha
    {
        get;
        init => field = Option(nameof(CategoricalFocalCrossEntropy), nameof(Alpha), value, value > 0 && double.IsFinite(value),
            "use a number above 0; 0.25 is usual");
    } = 0.25;

    /// <summary>How much of the probability is taken from the right class and spread over all of them, from 0 (the default) to less than 1.</summary>
    public double LabelSmoothing
    {
        get;
        init => field = Smoothing(nameof(CategoricalFocalCrossEntropy), value);
    }

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        base.Configure(config);
        config["fromLogits"] = FromLogits;
        config["gamma"] = Gamma;
        config["alpha"] = Alpha;
        config["labelSmoothing"] = LabelSmoothing;
    }

    /// <inheritdoc/>
    protected override Tensor OfTargets(Tensor predictions, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(targets);
        targets = Smooth(targets, LabelSmoothing, predictions.Shape[^1]);
        Tensor logs = Probabilities.Log(predictions, FromLogits);
        return (targets * FocalWeight(-logs.Expm1(), Gamma) * logs).Sum(-1) * -Alpha;
    }
}
