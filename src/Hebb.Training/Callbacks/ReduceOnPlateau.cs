using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Lowers the learning rate when the run no longer gets better. As Keras's <c>ReduceLROnPlateau</c>.</summary>
/// <param name="patience">After how many epochs in a row without improvement the rate is lowered: with 3, after the third. 0 is as 1.</param>
/// <param name="factor">What part of the rate is left; above 0, less than 1.</param>
/// <remarks>Watches the validation loss, or the training loss without validation, unless <see cref="Monitor"/> says otherwise. A NaN is no improvement,
/// from the first epoch on, as in Keras; a <see cref="StopOnNaN"/> or <see cref="Doctor"/> ends such a run. It changes
/// <see cref="Optimizer.LearningRate"/> of every optimizer; schedules apply on top.</remarks>
/// <example><code>Callbacks = [new ReduceOnPlateau(patience: 5) { MinimumRate = 1e-5 }, new EarlyStopping(patience: 15)]</code></example>
public sealed class ReduceOnPlateau(int patience = 10, double factor = 0.1) : Callback
{
    private readonly double _minimumDelta = 1e-4, _minimumRate;
    private readonly int _cooldown;
    private double _best = double.PositiveInfinity;
    private int _waited, _cooling;

    /// <summary>After how many epochs in a row without improvement the rate is lowered.</summary>
    public int Patience { get; } = patience >= 0 ? patience : throw Refused("patience", "patience", patience, "zero or more epochs; 10 is usual");

    /// <summary>What part of the rate is left.</summary>
    public double Factor { get; } = factor is > 0 and < 1 ? factor
        : throw Refused("factor", "factor", factor, "a number above 0 and below 1; 0.1 is usual");

    /// <summary>What is to become small; the validation loss, or the training loss without validation. Negate what is to become large.</summary>
    /// <remarks>It is first called at the end of the first epoch.</remarks>
    public Func<EpochRecord, double> Monitor { get; init => field = Watched.Given(value); } = static epoch => epoch.MonitoredLoss;

    /// <summary>How much smaller it must be to count as better; 1e-4 by default.</summary>
    public double MinimumDelta
    {
        get => _minimumDelta;
        init => _minimumDelta = value >= 0 && double.IsFinite(value) ? value
            : throw Refused("minimum delta", nameof(MinimumDelta), value, "a number of zero or more; 1e-4 is usual");
    }

    /// <summary>The rate below which it is not lowered; 0 by default.</summary>
    public double MinimumRate
    {
        get => _minimumRate;
        init => _minimumRate = value >= 0 && double.IsFinite(value) ? value
            : throw Refused("minimum rate", nameof(MinimumRate), value, "a number of zero or more");
    }

    /// <summary>How many epochs after a lowering do not count; 0 by default.</summary>
    public int Cooldown
    {
        get => _cooldown;
        init => _cooldown = value >= 0 ? value : throw Refused("cooldown", nameof(Cooldown), value, "zero or more epochs");
    }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!run.IsResumed) (_best, _waited, _cooling) = (double.PositiveInfinity, 0, 0);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochRecord epoch)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(epoch);
        if (_cooling > 0)
        {
            _cooling--;
            _waited = 0;
        }
        double value = Watched.Of(nameof(ReduceOnPlateau), Monitor, epoch);
        if (value < _best - MinimumDelta) (_best, _waited) = (value, 0);
        else if (_cooling == 0 && ++_waited >= Math.Max(1, Patience))
        {
            (_waited, _cooling) = (0, Cooldown);
            foreach (Optimizer optimizer in run.Trainer.AllOptimizers)
                optimizer.LearningRate = Math.Max(optimizer.LearningRate * Factor, Math.Min(MinimumRate, optimizer.LearningRate));
        }
    }

    /// <inheritdoc/>
    protected internal override void SaveState(JsonObject state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state["best"] = _best.ToString("R", CultureInfo.InvariantCulture);
        state["waited"] = _waited;
        state["cooling"] = _cooling;
    }

    /// <inheritdoc/>
    protected internal override void LoadState(JsonElement state)
    {
        const string Subject = "Checkpoint: the plateau";
        JsonElement[] values = StrictJson.Object(state, Subject, "best", "waited", "cooling");
        (_best, _waited, _cooling) = (CheckpointJson.Number(values[0], Subject), CheckpointJson.Int(values[1], Subject), CheckpointJson.Int(values[2], Subject));
    }

    private static OptionException Refused(string what, string option, double value, string advice) =>
        new(string.Create(CultureInfo.InvariantCulture, $"ReduceOnPlateau: the {what} is {value}."),
            string.Create(CultureInfo.InvariantCulture, $"{option} {value}"), $"use {advice}");
}
