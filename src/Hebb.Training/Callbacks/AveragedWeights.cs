using System.Globalization;

namespace Hebb;

/// <summary>Has the running average of the weights evaluated instead of the weights themselves, and left in the model at the end of the run. It is usually
/// better than
/// the last weights, as if the learning rate had fallen.</summary>
/// <remarks>
/// The optimizer keeps the average: <see cref="Optimizer.AverageDecay"/>. The average is in the model from the validation on until this callback is told of
/// the end
/// of the epoch: put it last, and callbacks before it keep and save what was evaluated. Training goes on from the weights themselves, and checkpoints hold
/// both. Without validation only the end of the run is of the average. Running statistics of batch normalization are not averaged.
/// </remarks>
/// <example><code>
/// var trainer = new Trainer(model)
/// {
///     Optimizer = new Adam(3e-3) { AverageDecay = 0.999 },
///     Loss = new CrossEntropy(),
///     Callbacks = [new EarlyStopping(patience: 3), new AveragedWeights()],
/// };
/// </code></example>
public sealed class AveragedWeights : Callback
{
    private readonly List<(Parameter Parameter, Tensor Value)> _own = [];

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        _own.Clear();
        if (run.Trainer.AllOptimizers.Any(static optimizer => optimizer.KeepsAverage)) return;
        throw new UsageException("AveragedWeights: no optimizer keeps an average of the weights.",
            string.Join(", ", run.Trainer.AllOptimizers.Select(static optimizer =>
                string.Create(CultureInfo.InvariantCulture, $"{optimizer.GetType().Name} AverageDecay {optimizer.AverageDecay:R}"))),
            "set the optimizer's AverageDecay, such as new Adam { AverageDecay = 0.999 }");
    }

    /// <inheritdoc/>
    public override void OnEvaluateBegin(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        PutAverages(run);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochRecord epoch)
    {
        foreach ((Parameter parameter, Tensor value) in _own) parameter.Assign(value);
        _own.Clear();
    }

    internal override bool RestoreBestWeights(TrainingRun run)
    {
        if (run.Trainer.WentBack) return false;   // to weights that were better
        PutAverages(run);
        _own.Clear();
        return true;
    }

    private void PutAverages(TrainingRun run)
    {
        foreach (Parameter parameter in run.Model.Weights.OfType<Parameter>())
            foreach (Optimizer optimizer in run.Trainer.AllOptimizers)
            {
                if (optimizer.Average(parameter) is not { } average) continue;
                _own.Add((parameter, parameter.Detach()));
                parameter.Assign(average);
            }
    }
}
