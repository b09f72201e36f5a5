using Hebb.Kernels;

namespace Hebb;

public partial class Trainer
{
    private const int TrialReplays = 5;

    /// <summary>Predicts the memory and the time of training, before it begins (A235): whether a batch fits, and whether to wait or to come back
    /// tomorrow.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="batch">How many samples make a step.</param>
    /// <remarks>The step is captured, so its memory is known, in the pool's size classes; its time is that of five replays on this machine. The model, the optimizer and the
    /// metrics are afterwards as they were.</remarks>
    /// <exception cref="ShapeException">The data does not fit the model, the loss or a metric.</exception>
    /// <exception cref="OptionException">A number is out of its range.</exception>
    /// <exception cref="UsageException">A tape is open on this thread, the model is being trained, or the step cannot be captured.</exception>
    /// <exception cref="MemoryException">The batch does not fit in memory.</exception>
    /// <example><code>Console.WriteLine(trainer.Estimate(train, batch: 128));</code></example>
    public TrainingEstimate Estimate(Dataset data, int batch = 32) => EstimateFor("Estimate", data, batch);

    internal TrainingEstimate EstimateFor(string verb, Dataset data, int batch)
    {
        PlanSummary plan = Explain(verb, data, batch, TrialReplays);
        int samples = Math.Min(batch, data.Count), rest = data.Count % samples;
        long Gathered(long count) => NativePool.Capacity(count * data.InputShape.Count * data.InputDType.Size())
            + NativePool.Capacity(count * data.LabelShape.Count * data.LabelDType.Size());
        double steps = (double)data.Count / samples;
        return new(Model.Summary(), batch, (data.Count + samples - 1) / samples)
        {
            Optimizer = string.Join(" and ", Optimizers.Select(static optimizer => optimizer.GetType().Name)),
            WeightBytes = Model.Weights.Sum(static weight => NativePool.Capacity(weight.Spec.Bytes)),
            OptimizerBytes = SlotValues().Sum(static slot => NativePool.Capacity(slot.Variable.Spec.Bytes)),
            BatchBytes = Gathered(samples) + (rest == 0 ? 0 : Gathered(rest)),
            WorkBytes = NativePool.Capacity(plan.SlabBytes) + (rest == 0 ? 0 : NativePool.Capacity(Explain(verb, data, rest, 0).SlabBytes)),
            MultiplyAdds = plan.MultiplyAdds,
            StepSeconds = plan.Seconds!.Value,
            EpochSeconds = plan.Seconds.Value * steps,
        };
    }
}
