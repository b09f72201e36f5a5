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

    /// <summary>The run is over, whatever the reason.</summary>
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

    /// <summary>The validation at the end of an epoch begins.</summary>
    public virtual void OnEvaluateBegin(TrainingRun run)
    {
    }

    /// <summary>The validation is done.</summary>
    public virtual void OnEvaluateEnd(TrainingRun run, Evaluation validation)
    {
    }

    /// <summary>Writes down what this callback must remember when a run goes on from a checkpoint.</summary>
    protected internal virtual void SaveState(JsonObject state)
    {
    }

    /// <summary>Reads what <see cref="SaveState"/> wrote.</summary>
    protected internal virtual void LoadState(JsonObject state)
    {
    }

    /// <summary>Weights that this callback keeps, to be saved in checkpoints.</summary>
    internal virtual IReadOnlyCollection<Variable> KeptWeights => [];

    /// <summary>Takes the weights back from a checkpoint.</summary>
    internal virtual void RestoreKept(IReadOnlyList<(string Name, Tensor Value)> weights)
    {
    }
}
