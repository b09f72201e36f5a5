using System.Diagnostics;
using System.Globalization;

namespace Hebb.Cli;

/// <summary>Sees to it that little is lost: a checkpoint after every epoch, every half minute of a long one, and when the user stops the run.</summary>
/// <param name="checkpoint">The file; nothing is written without one.</param>
/// <param name="interruption">Says when the user wants to stop.</param>
/// <param name="interval">How much of an epoch may be lost; half a minute when null.</param>
internal sealed class RunKeeper(string? checkpoint, Interruption interruption, TimeSpan? interval = null) : Callback
{
    private readonly TimeSpan _interval = interval ?? TimeSpan.FromSeconds(30);
    private readonly Stopwatch _sinceSaved = Stopwatch.StartNew();

    /// <summary>How many samples this process has trained on.</summary>
    public long SamplesTrained { get; private set; }

    /// <inheritdoc/>
    public override void OnStepEnd(TrainingRun run, double loss)
    {
        SamplesTrained += run.Batch!.Count;
        if (!double.IsFinite(loss)) throw Diverged(run, loss);
        if (interruption.IsRequested)
        {
            Save(run);
            run.Stop("interrupted");
        }
        else if (_sinceSaved.Elapsed > _interval && run.Step < run.Steps)
        {
            Save(run);
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochRecord epoch)
    {
        Save(run);
        if (interruption.IsRequested) run.Stop("interrupted");
    }

    private void Save(TrainingRun run)
    {
        if (checkpoint is null) return;
        run.Trainer.SaveCheckpoint(checkpoint);
        _sinceSaved.Restart();
    }

    private static DataException Diverged(TrainingRun run, double loss)
    {
        DataException error = new(string.Create(CultureInfo.InvariantCulture, $"hebb: the loss has become {loss}: the training has diverged."),
            string.Create(CultureInfo.InvariantCulture, $"learning rate {run.Trainer.Optimizer.LearningRate:R}"),
            "use a smaller --learning-rate, such as a tenth of this one");
        error.Within($"step {run.Step} of epoch {run.Epoch}");
        return error;
    }
}
