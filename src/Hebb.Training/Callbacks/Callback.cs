using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Code of yours at the turning points of a run. Override what you need.</summary>
/// <example><code>
/// sealed class Stopwatch : Callback
/// {
///     public override void OnEpochEnd(TrainingRun run, EpochRecord epoch) => Console.WriteLine($"{epoch.Epoch}: {epoch.Seconds} s");
/// }
/// </code></example>
public abstract class Callback
{
    /// <summary>The run begins, or goes on from a checkpoint.</summary>
    public virtual void OnTrainBegin(TrainingRun run)
    {
    }

    /// <summary>The run stops before its last epoch, because somebody asked for it or it was cancelled. The weights are still those of its last step: what goes
    /// back to better ones does so after this and before <see cref="OnTrainEnd"/>.</summary>
    public virtual void OnStop(TrainingRun run)
    {
    }

    /// <summary>The run is over, complete or stopped, and the model is as it will stay. Not called when an exception ended the run.</summary>
    public virtual void OnTrainEnd(TrainingRun run)
    {
    }

    /// <summary>An epoch begins.</summary>
    public virtual void OnEpochBegin(TrainingRun run)
    {
    }

    /// <summary>An epoch is complete, its validation included.</summary>
    public virtual void OnEpochEnd(TrainingRun run, EpochRecord epoch)
    {
    }

    /// <summary>A step is about to be taken.</summary>
    public virtual void OnStepBegin(TrainingRun run)
    {
    }

    /// <summary>A step was taken; <paramref name="loss"/> is that of its batch, before the step.</summary>
    public virtual void OnStepEnd(TrainingRun run, double loss)
    {
    }

    /// <summary>The validation at the end of an epoch begins. Other calls of <see cref="Trainer.Evaluate"/> are not reported.</summary>
    public virtual void OnEvaluateBegin(TrainingRun run)
    {
    }

    /// <summary>The validation is done.</summary>
    public virtual void OnEvaluateEnd(TrainingRun run, Evaluation validation)
    {
    }

    /// <summary>Writes down what this callback must remember when a run goes on from a checkpoint.</summary>
    /// <remarks>Callbacks that write something must be there again, in the same order, when the run goes on; others may come and go.</remarks>
    protected internal virtual void SaveState(JsonObject state)
    {
    }

    /// <summary>Reads what <see cref="SaveState"/> wrote. Throw before anything is changed when it cannot be read: the whole checkpoint is refused
    /// then.</summary>
    protected internal virtual void LoadState(JsonElement state)
    {
    }

    /// <summary>Which run it is told of.</summary>
    internal Holder Holder { get; } = new();

    /// <summary>The files that this callback writes, and what each is.</summary>
    internal virtual IEnumerable<(string What, string Path)> Files => [];

    /// <summary>How closely this callback wants to look at the step that is about to be taken. It may ask for the values of everything in it.</summary>
    internal virtual StepDetail WantedOf(TrainingRun run) => StepDetail.Loss;

    /// <summary>A step was taken that some callback wanted to look into. Called before <see cref="OnStepEnd"/>.</summary>
    internal virtual void OnSample(TrainingRun run, StepSample sample)
    {
    }

    /// <summary>Goes back to better weights, if this callback has them; true if so. Called after <see cref="OnStop"/>, before
    /// <see cref="OnTrainEnd"/>.</summary>
    internal virtual bool RestoreBestWeights(TrainingRun run) => false;

    /// <summary>Weights that this callback keeps, to be saved in checkpoints.</summary>
    internal virtual IReadOnlyCollection<Variable> KeptWeights => [];

    /// <summary>Takes the weights back from a checkpoint.</summary>
    internal virtual void RestoreKept(IReadOnlyList<(string Name, Tensor Value)> weights)
    {
    }
}
