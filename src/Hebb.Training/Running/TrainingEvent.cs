namespace Hebb;

/// <summary>What happened in a run, for progress bars and logs. A value: reporting one allocates nothing.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Epoch">Which epoch, from 1.</param>
/// <param name="Epochs">How many epochs the run has.</param>
/// <param name="Step">Which step of the epoch, from 1; 0 before the first.</param>
/// <param name="Steps">How many steps an epoch has.</param>
/// <param name="Samples">How many samples the epoch has seen so far.</param>
/// <param name="Loss">The mean loss of the epoch so far; NaN before the first step.</param>
/// <param name="Elapsed">Training time since the run began (in this process).</param>
/// <param name="History">The run so far; its last record is complete when <see cref="TrainingEventKind.EpochEnded"/> is reported.</param>
public readonly record struct TrainingEvent(TrainingEventKind Kind, int Epoch, int Epochs, int Step, int Steps, long Samples, double Loss,
    TimeSpan Elapsed, History History)
{
    /// <summary>How many samples a second the epoch has trained on so far, its validation not counted; 0 before the first step.</summary>
    public double SamplesPerSecond { get; init; }
}
