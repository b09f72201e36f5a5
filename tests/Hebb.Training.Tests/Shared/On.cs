namespace Hebb.Training.Tests;

/// <summary>A callback made of functions.</summary>
internal sealed class On : Callback
{
    public Action<TrainingRun>? TrainBegin { get; init; }

    public Action<TrainingRun>? Stop { get; init; }

    public Action<TrainingRun>? TrainEnd { get; init; }

    public Action<TrainingRun>? EpochBegin { get; init; }

    public Action<TrainingRun, EpochRecord>? EpochEnd { get; init; }

    public Action<TrainingRun>? StepBegin { get; init; }

    public Action<TrainingRun, double>? StepEnd { get; init; }

    public Action<TrainingRun, Evaluation>? EvaluateEnd { get; init; }

    public override void OnTrainBegin(TrainingRun run) => TrainBegin?.Invoke(run);

    public override void OnStop(TrainingRun run) => Stop?.Invoke(run);

    public override void OnTrainEnd(TrainingRun run) => TrainEnd?.Invoke(run);

    public override void OnEpochBegin(TrainingRun run) => EpochBegin?.Invoke(run);

    public override void OnEpochEnd(TrainingRun run, EpochRecord epoch) => EpochEnd?.Invoke(run, epoch);

    public override void OnStepBegin(TrainingRun run) => StepBegin?.Invoke(run);

    public override void OnStepEnd(TrainingRun run, double loss) => StepEnd?.Invoke(run, loss);

    public override void OnEvaluateEnd(TrainingRun run, Evaluation validation) => EvaluateEnd?.Invoke(run, validation);
}
