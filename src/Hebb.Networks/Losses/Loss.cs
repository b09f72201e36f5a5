namespace Hebb;

/// <summary>How far predictions are from the truth, as one number to make small.</summary>
/// <remarks>Predictions and labels must agree in shape exactly: nothing broadcasts silently.</remarks>
public abstract class Loss
{
    /// <summary>How the losses of the samples become one number; their mean by default.</summary>
    public Reduction Reduction { get; init; } = Reduction.Mean;

    /// <summary>The name for files, logs and the command line.</summary>
    public abstract string Name { get; }

    /// <summary>The loss: a single number, or one per sample with <see cref="Reduction.None"/>.</summary>
    /// <param name="predictions">What the model gave; its first axis is the batch.</param>
    /// <param name="labels">The truth.</param>
    /// <exception cref="ShapeException">The shapes do not belong together.</exception>
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
}
