namespace Hebb;

/// <summary>Saves a checkpoint after every epoch, when the run is stopped, and every so many steps if asked to, from which the run can go on.</summary>
/// <param name="path">The file; replaced as a whole each time.</param>
/// <remarks>A run whose loss is no longer a finite number is not saved: the checkpoint from before is worth more.</remarks>
/// <example><code>Callbacks = [new Checkpoint("run/checkpoint.hebb") { EverySteps = 500, BestModel = "run/best.hebb" }]</code></example>
public sealed class Checkpoint(string path) : Callback
{
    private readonly int? _everySteps;
    private int _complete;   // the last epoch that is

    /// <summary>The file.</summary>
    public string Path { get; } = path ?? throw new ArgumentNullException(nameof(path));

    /// <summary>Saves also in the middle of epochs, after every so many steps; only at their ends when null.</summary>
    public int? EverySteps
    {
        get => _everySteps;
        init => _everySteps = value is null or > 0 ? value
            : throw new OptionException($"Checkpoint: it cannot be saved every {value} steps.", $"EverySteps {value}",
                "use one step or more, or null for the ends of epochs alone");
    }

    /// <summary>Where the model is saved whenever its loss is the best so far; nowhere when null.</summary>
    public string? BestModel { get; init; }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingRun run)
    {
        AtomicFile.RequireWritable(Path);   // found now, not after an hour
        if (BestModel is not null) AtomicFile.RequireWritable(BestModel);
        _complete = 0;
    }

    /// <inheritdoc/>
    public override void OnStepEnd(TrainingRun run, double loss)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (EverySteps is { } steps && run.Step % steps == 0 && run.Step < run.Steps) Save(run);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochRecord epoch)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(epoch);
        _complete = epoch.Epoch;
        if (BestModel is not null && ReferenceEquals(run.History.Best, epoch)) run.Model.Save(BestModel);
        if (double.IsFinite(epoch.Training.Loss)) run.Trainer.SaveCheckpoint(Path);
    }

    /// <inheritdoc/>
    public override void OnStop(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Step > 0 && run.Epoch != _complete) Save(run);
    }

    internal override IEnumerable<(string What, string Path)> Files =>
        BestModel is null ? [("the checkpoint", Path)] : [("the checkpoint", Path), ("the best model", BestModel)];

    private void Save(TrainingRun run)
    {
        if (double.IsFinite(run.Loss)) run.Trainer.SaveCheckpoint(Path);
    }
}
