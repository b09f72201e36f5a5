namespace Hebb;

/// <summary>Saves a checkpoint after every epoch, and every so many steps if asked to, from which the run can go on.</summary>
/// <param name="path">The file; replaced as a whole each time.</param>
/// <example><code>Callbacks = [new Checkpoint("run/checkpoint.hebb") { EverySteps = 500 }]</code></example>
public sealed class Checkpoint(string path) : Callback
{
    /// <summary>The file.</summary>
    public string Path { get; } = path ?? throw new ArgumentNullException(nameof(path));

    /// <summary>Saves also in the middle of epochs, after every so many steps; only at their ends when null.</summary>
    public int? EverySteps { get; init; }

    /// <summary>Where the model is saved whenever its loss is the best so far; nowhere when null.</summary>
    public string? BestModel { get; init; }

    /// <inheritdoc/>
    public override void OnStepEnd(TrainingRun run, double loss)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (EverySteps is { } steps && run.Step % steps == 0 && run.Step < run.Steps) run.Trainer.SaveCheckpoint(Path);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochRecord epoch)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (BestModel is not null && ReferenceEquals(run.History.Best, epoch)) run.Model.Save(BestModel);
        run.Trainer.SaveCheckpoint(Path);
    }
}
