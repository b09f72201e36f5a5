namespace Hebb;

/// <summary>A run in progress, as callbacks see it.</summary>
public sealed class TrainingRun
{
    internal TrainingRun(Trainer trainer, Dataset data, Dataset? validation, int epochs, int steps, int batch, bool isResumed)
    {
        Trainer = trainer;
        Data = data;
        Validation = validation;
        Epochs = epochs;
        Steps = steps;
        BatchSize = batch;
        IsResumed = isResumed;
    }

    /// <summary>The trainer.</summary>
    public Trainer Trainer { get; }

    /// <summary>The model that is trained.</summary>
    public Model Model => Trainer.Model;

    /// <summary>The samples that are trained on.</summary>
    public Dataset Data { get; }

    /// <summary>The samples that are only looked at, after each epoch; null without.</summary>
    public Dataset? Validation { get; }

    /// <summary>How many epochs the run has.</summary>
    public int Epochs { get; }

    /// <summary>How many steps an epoch has.</summary>
    public int Steps { get; }

    /// <summary>How many samples a batch has.</summary>
    public int BatchSize { get; }

    /// <summary>True when the run goes on from a checkpoint.</summary>
    public bool IsResumed { get; }

    /// <summary>The present epoch, from 1.</summary>
    public int Epoch { get; internal set; }

    /// <summary>How many steps of the present epoch have been taken.</summary>
    public int Step { get; internal set; }

    /// <summary>The mean loss of the present epoch so far; NaN before its first step.</summary>
    public double Loss { get; internal set; } = double.NaN;

    /// <summary>The run so far.</summary>
    public History History => Trainer.History;

    /// <summary>The batch of the present step; valid during a step's callbacks.</summary>
    public Batch? Batch { get; internal set; }

    /// <summary>True once somebody asked to stop.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Ends the run after the present step; after the last step of an epoch too, which is then not complete. The first reason given counts.</summary>
    /// <param name="reason">Why, in a few words, for the history.</param>
    public void Stop(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        IsStopping = true;
        History.StoppedBecause ??= reason;
    }
}
