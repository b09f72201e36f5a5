namespace Hebb;

/// <summary>Sets the learning rate of each epoch by a function of yours.</summary>
/// <param name="rate">Given the number of the epoch, from 1, and the rate so far, the rate of that epoch.</param>
/// <remarks>For what the optimizer's own <see cref="Schedule"/> cannot say. A schedule of the optimizer applies on top.</remarks>
/// <example><code>Callbacks = [new LearningRateSchedule((epoch, rate) => epoch % 10 == 0 ? rate / 2 : rate)]</code></example>
public sealed class LearningRateSchedule(Func<int, double, double> rate) : Callback
{
    private readonly Func<int, double, double> _rate = rate ?? throw new ArgumentNullException(nameof(rate));

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Step > 0) return;   // goes on in the middle of an epoch
        run.Trainer.Optimizer.LearningRate = _rate(run.Epoch, run.Trainer.Optimizer.LearningRate);
    }
}
