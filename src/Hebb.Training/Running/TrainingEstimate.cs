using System.Globalization;

namespace Hebb;

/// <summary>What training will take on this machine, as <see cref="Trainer.Estimate"/> and <see cref="ModelExtensions.Summary"/> predict it; print it.</summary>
/// <param name="Model">The model, layer by layer.</param>
/// <param name="Batch">How many samples make a step.</param>
/// <param name="Steps">How many steps an epoch has.</param>
public sealed record TrainingEstimate(ModelSummary Model, int Batch, int Steps)
{
    /// <summary>What it is trained by: <c>Adam</c>.</summary>
    public string Optimizer { get; init; } = "";

    /// <summary>The memory of weights and running statistics.</summary>
    public long WeightBytes { get; init; }

    /// <summary>The memory of what the optimizer keeps for them.</summary>
    public long OptimizerBytes { get; init; }

    /// <summary>The memory of the batches that are gathered: a full one, and the smaller last one of an epoch if there is one.</summary>
    public long BatchBytes { get; init; }

    /// <summary>The memory of activations and gradients in a step, where each takes the place of one that is no longer needed; for the last, smaller batch
    /// too.</summary>
    public long WorkBytes { get; init; }

    /// <summary>All memory together, without the data set itself and the runtime.</summary>
    public long Bytes => WeightBytes + OptimizerBytes + BatchBytes + WorkBytes;

    /// <summary>Multiply-adds of a step, backwards too.</summary>
    public long MultiplyAdds { get; init; }

    /// <summary>The time of a step, in seconds.</summary>
    public double StepSeconds { get; init; }

    /// <summary>The time of an epoch, without validation, in seconds.</summary>
    public double EpochSeconds { get; init; }

    /// <summary>The model's table, and below it memory and time; of an epoch where it has several steps.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Model}\n{MemoryLine}\n")
        + string.Create(CultureInfo.InvariantCulture, $"a step: {MultiplyAdds:#,0} multiply-adds, {1e3 * StepSeconds:0.00} ms")
        + (Steps > 1 ? string.Create(CultureInfo.InvariantCulture, $"; an epoch of {Steps:#,0} steps: {EpochSeconds:0.0} s") : "");

    private string MemoryLine => string.Create(CultureInfo.InvariantCulture, $"training by {Optimizer} in batches of {Batch}: {Size(Bytes)} (weights {Size(WeightBytes)}, ")
        + $"optimizer {Size(OptimizerBytes)}, batches {Size(BatchBytes)}, work {Size(WorkBytes)})";

    internal static string Size(long bytes) => bytes < 1 << 20 ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):0.0} MB");
}
