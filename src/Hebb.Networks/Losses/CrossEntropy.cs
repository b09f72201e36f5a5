namespace Hebb;

/// <summary>The loss for choosing one of several classes: minus the logarithm of the probability that the model gives to the right one.</summary>
/// <remarks>
/// <para>Of logits x and class number c: <c>ln(sum of e^x) - x[c]</c>; of a distribution p over the classes: <c>-sum of p ln softmax(x)</c>. Gradient by the
/// logits: <c>softmax(x) - p</c>.</para>
/// <para>Predictions are <c>[batch, ..., classes]</c>. Labels are class numbers (Int32 or Int64, <c>[batch, ...]</c>) or a probability for every class
/// (one-hot, say; the predictions' shape).
/// Logits are exact where probabilities round to 0 or 1, so leave the softmax out of the model and take it when you predict.</para>
/// </remarks>
/// <example><code>Tensor loss = new CrossEntropy { LabelSmoothing = 0.1 }.Call(logits, labels);   // [32, 10] and [32] give []</code></example>
public sealed class CrossEntropy : Loss
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
    protected override Tensor Forward(Tensor predictions, Tensor labels)
    {
        bool areClassNumbers = Agreement.AreClassNumbers(nameof(CrossEntropy), predictions, labels);
        int classes = predictions.Shape[^1];
        if (classes == 1)
            throw new ShapeException("CrossEntropy: there is only one class, so the loss would always be zero.",
                $"predictions {predictions.Spec}   labels {labels.Spec}",
                "use BinaryCrossEntropy for a single output, or give the last layer one unit for each class");
        // The softmax of ln p is p over the sum of p: probabilities are logits under a logarithm.
        Tensor logits = FromLogits ? predictions : predictions.Clip(1e-7, double.PositiveInfinity).Log();
        if (!areClassNumbers)
        {
            Tensor targets = labels.Cast(predictions.DType);
            if (LabelSmoothing > 0) targets = targets * (1 - LabelSmoothing) + LabelSmoothing / classes;
            return -(targets * logits.LogSoftmax()).Sum(-1);
        }
        Tensor losses = Tensor.SoftmaxCrossEntropy(logits, labels);
        return LabelSmoothing == 0 ? losses : losses * (1 - LabelSmoothing) - logits.LogSoftmax().Mean(-1) * LabelSmoothing;
    }
}
