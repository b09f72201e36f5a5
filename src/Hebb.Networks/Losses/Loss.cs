namespace Hebb;

/// <summary>How far predictions are from the truth, as one number to make small.</summary>
/// <remarks>Predictions and labels must agree in shape exactly: nothing broadcasts silently.</remarks>
/// <example><code>
/// Loss loss = new CrossEntropy();
/// Tensor value = loss.Call(model.Call(images), labels);   // logits [32, 10] and class numbers [32] give a single number
/// </code></example>
public abstract partial class Loss
{
    /// <summary>How the losses of the samples become one number; their mean by default.</summary>
    public Reduction Reduction { get; init; } = Reduction.Mean;

    /// <summary>The name for files, logs and the command line.</summary>
    public abstract string Name { get; }

    /// <summary>The loss: a single number, or one per sample with <see cref="Reduction.None"/>.</summary>
    /// <param name="predictions">What the model gave; its first axis is the batch.</param>
    /// <param name="labels">The truth.</param>
    /// <exception cref="ShapeException">The shapes do not belong together.</exception>
    /// <exception cref="DTypeException">The predictions are not floating point, or the labels not of a type that this loss understands.</exception>
    public Tensor Call(Tensor predictions, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(labels);
        Tensor losses = Forward(predictions, labels);
        return Reduction switch
        {
            Reduction.None => losses,
            Reduction.Sum => losses.Sum(),
            _ => losses.Mean(),
        };
    }

    /// <summary>The loss of each sample, <c>[batch]</c>.</summary>
    protected abstract Tensor Forward(Tensor predictions, Tensor labels);

    /// <summary>The mean over all axes but the batch's: what a loss that is worked out element by element gives for each sample.</summary>
    private protected static Tensor PerSample(Tensor elements)
    {
        if (elements.Rank <= 1) return elements;
        Span<int> axes = stackalloc int[elements.Rank - 1];
        for (int i = 0; i < axes.Length; i++) axes[i] = i + 1;
        return elements.Mean(axes);
    }

    /// <summary>An amount of label smoothing, from 0 to less than 1.</summary>
    private protected static double Smoothing(string loss, double value) => value is >= 0 and < 1 ? value
        : throw new OptionException($"{loss}: the label smoothing is {value.ToString(System.Globalization.CultureInfo.InvariantCulture)}.",
            $"LabelSmoothing {value.ToString(System.Globalization.CultureInfo.InvariantCulture)}",
            "use a number from 0 to less than 1; 0.1 is usual");
}
