using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>The <see cref="BinaryCrossEntropy"/> with less weight on what the model already gets right, for questions whose answer is nearly always no: the
/// many easy samples would drown the few hard ones. Averaged over the outputs of a sample.</summary>
/// <remarks>
/// <para>Of the probability q that the model gives to the right answer: <c>-(1 - q)^gamma ln q</c>; with <see cref="Alpha"/>, times alpha for yes and 1 - alpha
/// for no. From logits, <c>1 - q</c> is a sigmoid of its own and keeps its digits. (Lin et al. 2017, Focal Loss for Dense Object Detection.)</para>
/// <para>Predictions and labels have one shape, <c>[batch, ...]</c>; labels are 0 or 1 (Bool, too), or a probability. See
/// <see cref="BinaryLoss"/> for class numbers.</para>
/// </remarks>
/// <example><code>Tensor loss = new BinaryFocalCrossEntropy { Alpha = 0.25 }.Call(logits, labels);   // [32, 1] and [32, 1] give []</code></example>
public sealed class BinaryFocalCrossEntropy : BinaryLoss
{
    /// <inheritdoc/>
    public override string Name => "binary_focal_cross_entropy";

    internal override LabelKind Labels => LabelKind.Probability;

    /// <summary>True (the default) when the predictions are logits; false when they are probabilities, of which those nearer to 0 or 1 than 1e-7 count as that
    /// far away.</summary>
    public bool FromLogits { get; init; } = true;

    /// <summary>How fast the weight falls as the model gets surer: 2 by default, 0 for plain cross entropy.</summary>
    public double Gamma
    {
        get;
        init => field = FocalGamma(nameof(BinaryFocalCrossEntropy), value);
    } = 2;

    /// <summary>The weight of yes, from 0 to 1, where no has <c>1 - alpha</c>; null (the default) for no weights. 0.25 is the paper's.</summary>
    public double? Alpha
    {
        get;
        init => field = value is { } alpha
            ? Option(nameof(BinaryFocalCrossEntropy), nameof(Alpha), alpha, alpha is >= 0 and <= 1, "use a number from 0 to 1, or null for no weights")
            : null;
    }

    /// <summary>How far labels are moved towards one half, from 0 (the default) to less than 1: <c>y (1 - s) + s / 2</c>.</summary>
    public double LabelSmoothing
    {
        get;
        init => field = Smoothing(nameof(BinaryFocalCrossEntropy), value);
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
        targets = Smooth(targets, LabelSmoothing, 2);
        Tensor p = FromLogits ? predictions.Sigmoid() : predictions.Clip(Probabilities.Least, 1 - Probabilities.Least);
        Tensor notP = FromLogits ? (-predictions).Sigmoid() : 1 - p;
        Tensor losses = FromLogits ? Op.Apply(BinaryCrossEntropyOp.Instance, predictions, targets)
            : -(targets * p.Log() + (1 - targets) * notP.Log());
        losses *= FocalWeight(targets * notP + (1 - targets) * p, Gamma);
        return Alpha is { } alpha ? losses * (targets * (2 * alpha - 1) + (1 - alpha)) : losses;
    }
}
