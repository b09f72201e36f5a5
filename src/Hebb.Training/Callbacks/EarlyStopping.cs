using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Ends a run that no longer gets better, and goes back to the best weights.</summary>
/// <param name="patience">How many epochs in a row may pass without improvement before the run ends: with 3, the third such epoch is the last. 0 is as
/// 1.</param>
/// <remarks>Watches the validation loss, or the training loss without validation, unless <see cref="Monitor"/> says otherwise. A NaN is no improvement. The
/// weights also go back to the best when the run gets to its last epoch. (Prechelt 1998.)</remarks>
/// <example><code>Callbacks = [new EarlyStopping(patience: 3) { Monitor = epoch => -epoch.Validation!["accuracy"] }]</code></example>
public sealed class EarlyStopping(int patience = 0) : Callback
{
    private readonly BestWeights _weights = new();
    private readonly double _minimumDelta;
    private double _best = double.PositiveInfinity;
    private int _waited;

    /// <summary>How many epochs in a row may pass without improvement before the run ends.</summary>
    public int Patience { get; } = patience >= 0 ? patience
        : throw new OptionException($"EarlyStopping: the patience is {patience}.", $"patience {patience}", "use zero or more epochs; 3 is usual");

    /// <summary>What is to become small; the validation loss, or the training loss without validation. Negate what is to become large.</summary>
    /// <remarks>It is first called at the end of the first epoch.</remarks>
    public Func<EpochRecord, double> Monitor { get; init => field = Watched.Given(value); } = static epoch => epoch.MonitoredLoss;

    /// <summary>How much smaller it must be to count as better; 0 by default.</summary>
    public double MinimumDelta
    {
        get => _minimumDelta;
        init => _minimumDelta = value >= 0 && double.IsFinite(value) ? value
            : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"EarlyStopping: the minimum delta is {value}."),
                string.Create(CultureInfo.InvariantCulture, $"MinimumDelta {value}"), "use a number of zero or more; 1e-4 is usual");
    }

    /// <summary>What must be beaten: an epoch that does not get below it does not count as better, though its weights are kept if they are the best so far.
    /// None when null, the default.</summary>
    /// <remarks>For a run that is not worth going on with unless it soon gets past what is known already. Negate it where <see cref="Monitor"/> is
    /// negated.</remarks>
    public double? Baseline
    {
        get;
        init => field = value is null || double.IsFinite(value.Value) ? value
            : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"EarlyStopping: the baseline is {value}."),
                string.Create(CultureInfo.InvariantCulture, $"Baseline {value}"), "use a finite number, or none");
    }

    /// <summary>How many epochs at the beginning do not count, neither for nor against: for losses that are good by chance before they settle; 0 by
    /// default. (Keras: <c>start_from_epoch</c>.)</summary>
    public int WarmUpEpochs
    {
        get;
        init => field = value >= 0 ? value
            : throw new OptionException($"EarlyStopping: {value} epochs do not count.", $"WarmUpEpochs {value}", "use zero or more epochs");
    }

    /// <summary>Whether the best weights come back at the end; true by default.</summary>
    public bool RestoreBest { get; init; } = true;

    /// <summary>The best epoch so far, from 1; 0 before the first, and where what is watched was never a finite number.</summary>
    public int BestEpoch { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!run.IsResumed)
        {
            _best = double.PositiveInfinity;
            _waited = BestEpoch = 0;
            _weights.Clear();
        }
        StopIfDone(run);   // also when the process was killed after the last epoch, before it could finish
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochRecord epoch)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(epoch);
        double value = Watched.Of(nameof(EarlyStopping), Monitor, epoch);
        if (epoch.Epoch <= WarmUpEpochs) return;
        bool isBest = value < _best - MinimumDelta;
        if (isBest)
        {
            _best = value;
            BestEpoch = epoch.Epoch;
            if (RestoreBest) _weights.Keep(run.Model);
        }
        _waited = isBest && BeatsBaseline(value) ? 0 : _waited + 1;
        StopIfDone(run);
    }

    /// <inheritdoc/>
    protected internal override void SaveState(JsonObject state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state["best"] = _best.ToString("R", CultureInfo.InvariantCulture);
        state["waited"] = _waited;
        state["bestEpoch"] = BestEpoch;
    }

    /// <inheritdoc/>
    protected internal override void LoadState(JsonElement state)
    {
        const string Subject = "Checkpoint: early stopping";
        JsonElement[] values = StrictJson.Object(state, Subject, "best", "waited", "bestEpoch");
        (double best, int waited, int epoch) = (CheckpointJson.Number(values[0], Subject), CheckpointJson.Int(values[1], Subject),
            CheckpointJson.Int(values[2], Subject));
        (_best, _waited, BestEpoch) = (best, waited, epoch);
    }

    internal override bool RestoreBestWeights(TrainingRun run)
    {
        if (!RestoreBest || !_weights.HasWeights) return false;
        _weights.Restore(run.Model);
        return true;
    }

    internal override IReadOnlyCollection<Variable> KeptWeights => _weights.Copies;

    internal override void RestoreKept(IReadOnlyList<(string Name, Tensor Value)> weights) => _weights.Keep(weights);

    private void StopIfDone(TrainingRun run)
    {
        if (_waited < Math.Max(1, Patience)) return;
        string epochs = $"{_waited} epoch{(_waited == 1 ? "" : "s")}";
        run.Stop(BestEpoch > 0 && BeatsBaseline(_best) ? $"no better for {epochs}; the best was epoch {BestEpoch}"
            : BestEpoch > 0 ? string.Create(CultureInfo.InvariantCulture, $"not below {Baseline} in any of {epochs}; the best was epoch {BestEpoch}")
            : $"what is watched was not a finite number in any of {epochs}; the weights are those of the last step");
    }

    private bool BeatsBaseline(double value) => Baseline is not { } baseline || value < baseline - MinimumDelta;
}
