namespace Hebb;

/// <summary>Ends a run in the step in which its loss or a weight is no longer a finite number, and says where it went wrong: the first op, layer and tensor
/// that
/// were not finite.</summary>
/// <remarks>The step is repeated, op by op, on what it began with; that is also what the model and the optimizer are left with. It costs a copy of the
/// weights and
/// of what the optimizer keeps for them, and a look at every weight, per step.</remarks>
/// <example><code>Callbacks = [new StopOnNaN()]</code></example>
public sealed class StopOnNaN : Callback
{
    private (Variable Live, Variable Kept)[] _before = [];
    private (Optimizer Optimizer, long Step)[] _steps = [];

    /// <summary>What was found, once a run was stopped; null before.</summary>
    public string? Culprit { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingRun run) => Culprit = null;

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        _before = [.. run.Trainer.WhatStepsChange().Select(static value => (value.Variable, new Variable(value.Variable, value.Name)))];
        _steps = [.. run.Trainer.AllOptimizers.Select(static optimizer => (optimizer, optimizer.Step))];
    }

    /// <inheritdoc/>
    public override void OnStepBegin(TrainingRun run)
    {
        foreach ((Variable live, Variable kept) in _before) kept.Assign(live);
        for (int i = 0; i < _steps.Length; i++) _steps[i].Step = _steps[i].Optimizer.Step;
    }

    /// <inheritdoc/>
    public override void OnStepEnd(TrainingRun run, double loss)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (double.IsFinite(loss) && FiniteCheck.FirstWeight(run.Model) is null) return;
        Restore();
        Culprit = FiniteCheck.FirstCulprit(run.Trainer, run.Batch!);
        Restore();   // the repeated step has changed them again
        run.Stop($"epoch {run.Epoch}, step {run.Step}: the first that is not finite is {Culprit}");
    }

    private void Restore()
    {
        foreach ((Variable live, Variable kept) in _before) live.Assign(kept);
        foreach ((Optimizer optimizer, long step) in _steps) optimizer.Step = step;
    }
}
