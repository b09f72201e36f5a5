namespace Hebb;

/// <summary>A training step that was looked at from inside.</summary>
/// <param name="Epoch">Its epoch, from 1.</param>
/// <param name="Step">Which step of that epoch, from 1.</param>
/// <param name="Loss">The loss of its batch, before the step.</param>
/// <param name="Layers">The layers that have weights or units to look at, in the order of the model.</param>
public sealed record StepSample(int Epoch, int Step, double Loss, IReadOnlyList<LayerSample> Layers)
{
    /// <summary>How many samples its batch had.</summary>
    public int Samples { get; init; }

    /// <summary>The greatest root of the mean square among the features that the first trained kernel reads, by what noise layers before it add
    /// on average; NaN where none does.</summary>
    public double GreatestInput { get; init; } = double.NaN;

    /// <summary>The root of the mean square of all that the first trained kernel reads, likewise.</summary>
    public double InputScale { get; init; } = double.NaN;

    /// <summary>How much the model's outputs differ from sample to sample: the root mean square of their distances from the mean sample. NaN where the samples
    /// of the batch do not differ, as in a batch of one.</summary>
    public double OutputSpread { get; init; } = double.NaN;

    /// <summary>The same of the labels, where they are targets; NaN for class numbers.</summary>
    public double LabelSpread { get; init; } = double.NaN;

    /// <summary>True where the samples of the batch differ, and what the first trained kernel reads does not; null where that cannot be told.</summary>
    internal bool? IsWiped { get; init; }
}
