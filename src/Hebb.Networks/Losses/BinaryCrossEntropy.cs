using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>The loss for yes-or-no questions, each with an output of its own: minus the logarithm of the probability that the model gives to the right answer,
/// averaged over the outputs of a sample.</summary>
/// <remarks>
/// <para>Of logit x and label y: <c>max(x, 0) - x y + ln(1 + e^-|x|)</c>, which is <c>-y ln p - (1 - y) ln(1 - p)</c> of <c>p = sigmoid(x)</c> without
/// overflow. Gradient by the logit: <c>sigmoid(x) - y</c>.</para>
/// <para>Predictions and labels have one shape, <c>[batch, ...]</c>; labels are 0 or 1 (Bool, too), or a probability. See
/// <see cref="BinaryLoss"/> for class numbers. A sum over all elements is the sample's
/// loss times the outputs.</para>
/// </remarks>
/// <example><code>Tensor loss = new BinaryCrossEntropy().Call(logits, labels);   // [32, 1] and [32, 1] give []</code></example>
public sealed class BinaryCrossEntropy : BinaryLoss
{
    private readonly double _smoothing;

    /// <inheritdoc/>
    public override string Name => "binary_cross_entropy";

    internal override LabelKind Labels => LabelKind.Probability;

    /// <summary>True (the default) when the predictions are logits; false when they are probabilities, as a sigmoid gives them. Those nearer to 0 or 1 than
    /// 1e-7 count as that far away.</summary>
    public bool FromLogits { get; init; } = true;

    /// <summary>How far labels are moved towards one half, from 0 (the default) to less than 1: <c>y (1 - s) + s / 2</c>.</summary>
    public double LabelSmoothing
    {
        get => _smoothing;
        init => _smoothing = Smoothing(nameof(BinaryCrossEntropy), value);
    }

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        base.Configure(config);
        config["fromLogits"] = FromLogits;
        config["labelSmoothing"] = LabelSmoothing;
    }

    /// <inheritdoc/>
    protected override Tensor OfTargets(Tensor predictions, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(targets);
        targets = Smooth(targets, LabelSmoothing, 2);
        if (FromLogits) return Op.Apply(BinaryCrossEntropyOp.Instance, predictions, targets);
        Tensor p = predictions.Clip(Probabilities.Least, 1 - Probabilities.Least);
        return -(targets * p.Log() + (1 - targets) * (1 - p).Log());
    }
}

/// <summary>max(x, 0) - x y + ln(1 + e^-|x|), in one pass: composed of ops it would have a kink at 0 in the gradient, where every network of zeros
/// begins.</summary>
internal sealed record BinaryCrossEntropyOp : BinaryOp
{
    internal static readonly BinaryCrossEntropyOp Instance = new();

    public override V Compute<V>(V x, V y) => V.Max(V.Create(0), x) - x * y + Simd.Softplus(-V.Abs(x));

    public override void Vjp(in VjpContext c)
    {
        (Tensor x, Tensor y, Tensor g) = (c.Input(0), c.Input(1), c.OutputGradient);
        if (c.Needs(0)) c.Add(0, g * (x.Sigmoid() - y));
        if (c.Needs(1)) c.Add(1, -(g * x));
    }
}
