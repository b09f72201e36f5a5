namespace Hebb;

public partial class Trainer
{
    /// <summary>True when the optimizer will be applied in the present step: gradients are not gathered further.</summary>
    internal bool ChangesWeights => AccumulationSteps == 1 || _inGroup.IsLast;

    /// <summary>Takes a step; gives back its loss. Where a callback wants to look inside, the step runs op by op, with the same bits.</summary>
    private double RunStep(TrainingRun run, Callback[] callbacks)
    {
        StepDetail wanted = StepDetail.Loss;
        foreach (Callback callback in callbacks)
            if (callback.WantedOf(run) is var detail && detail > wanted) wanted = detail;
        if (wanted == StepDetail.Loss) return RunStep(run.Batch!);
        StepSample sample = RunObserved(run, looksForTwins: wanted == StepDetail.Units);
        foreach (Callback callback in callbacks) callback.OnSample(run, sample);
        return sample.Loss;
    }

    /// <summary>Takes a step again; gives back its loss.</summary>
    internal double RepeatStep(Batch batch, int step, int steps)
    {
        EnterGroup(step, steps);
        return RunStep(batch);
    }

    /// <summary>The loss of a batch with layers in their mode of use; NaN where a trainer of another kind gives its model something else than the inputs of a
    /// batch.</summary>
    internal double LossInUse(Batch? batch)
    {
        if (batch is null || GetType() != typeof(Trainer)) return double.NaN;
        double loss = EvaluateLoss(batch);
        return Loss.Reduction == Reduction.Sum ? loss / batch.Count : loss;
    }

    private double EvaluateLoss(Batch batch)
    {
        using var scope = TensorScope.Inference();
        return Loss.Call(Model.Call(batch.Inputs), batch.Labels, batch.Weights).ToScalar();
    }

    private StepSample RunObserved(TrainingRun run, bool looksForTwins)
    {
        Batch batch = run.Batch!;
        using var scope = TensorScope.Training();
        StepProbe probe = new(Model);
        probe.Begin();
        try
        {
            double loss = CheckedStep(batch).ToScalar();
            return probe.End(batch, loss, run.Epoch, run.Step + 1, looksForTwins);
        }
        finally
        {
            StepProbe.Leave();
        }
    }
}
