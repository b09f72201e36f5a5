namespace Hebb;

/// <summary>Ends a run whose loss is no longer a finite number, and says where it went wrong: the first op, layer and tensor that were not finite.</summary>
/// <remarks>The step is repeated on the weights from before it, op by op. Those weights are what the model is left with.</remarks>
/// <example><code>Callbacks = [new StopOnNaN()]</code></example>
public sealed class StopOnNaN : Callback
{
    private readonly BestWeights _before = new();

    /// <summary>How often the weights are kept to return to, in steps. 1, the default, costs a copy of the weights per step.</summary>
    public int KeepEvery { get; init; } = 1;

    /// <summary>What was found, once a run was stopped; null before.</summary>
    public string? Culprit { get; private set; }

    /// <inheritdoc/>
    public override void OnStepBegin(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!_before.HasWeights || run.Step % Math.Max(1, KeepEvery) == 0) _before.Keep(run.Model);
    }

    /// <inheritdoc/>
    public override void OnStepEnd(TrainingRun run, double loss)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (double.IsFinite(loss)) return;
        _before.Restore(run.Model);
        Culprit = FiniteCheck.FirstCulprit(run.Trainer, run.Batch!) ?? $"the loss itself: {loss}";
        run.Stop($"the loss of epoch {run.Epoch}, step {run.Step} is {loss}; first not finite: {Culprit}");
    }
}
