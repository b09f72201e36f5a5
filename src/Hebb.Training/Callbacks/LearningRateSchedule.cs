using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Sets the learning rate of each epoch by a function of yours.</summary>
/// <param name="rate">Given the number of the epoch, from 1, and the rate so far, the rate of that epoch.</param>
/// <remarks>For what the optimizer's own <see cref="Schedule"/> cannot say. A schedule of the optimizer applies on top.</remarks>
/// <example><code>Callbacks = [new LearningRateSchedule((epoch, rate) => epoch % 10 == 0 ? rate / 2 : rate)]</code></example>
public sealed class LearningRateSchedule(Func<int, double, double> rate) : Callback
{
    private readonly Func<int, double, double> _rate = rate ?? throw new ArgumentNullException(nameof(rate));
    private int _epoch;   // the one whose rate was set last: a run that goes on in its middle keeps it

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!run.IsResumed) _epoch = 0;
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Epoch == _epoch) return;
        double before = run.Trainer.Optimizer.LearningRate, rate = _rate(run.Epoch, before);
        if (!(rate >= 0 && double.IsFinite(rate)))
            throw new OptionException(
                string.Create(CultureInfo.InvariantCulture, $"LearningRateSchedule: its function gives epoch {run.Epoch} a learning rate of {rate}."),
                string.Create(CultureInfo.InvariantCulture, $"epoch {run.Epoch}   rate before {before}"), "let it give numbers of zero or more");
        run.Trainer.Optimizer.LearningRate = rate;
        _epoch = run.Epoch;
    }

    /// <inheritdoc/>
    protected internal override void SaveState(JsonObject state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state["epoch"] = _epoch;
    }

    /// <inheritdoc/>
    protected internal override void LoadState(JsonElement state) =>
        _epoch = CheckpointJson.Int(StrictJson.Object(state, "Checkpoint: the schedule by epoch", "epoch")[0], "Checkpoint: the schedule's epoch");
}
