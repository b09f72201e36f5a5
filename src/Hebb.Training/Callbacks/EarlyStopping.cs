using System.Globalization;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Ends a run that no longer gets better, and goes back to the best weights.</summary>
/// <param name="patience">How many epochs without improvement are borne.</param>
/// <remarks>Watches the validation loss, or the training loss without validation. (Prechelt 1998.)</remarks>
/// <example><code>Callbacks = [new EarlyStopping(patience: 3)]</code></example>
public sealed class EarlyStopping(int patience = 0) : Callback
{
    private readonly BestWeights _weights = new();
    private double _best = double.PositiveInfinity;
    private int _waited;

    /// <summary>How many epochs without improvement are borne.</summary>
    public int Patience { get; } = patience >= 0 ? patience
        : throw new OptionException($"EarlyStopping: the patience is {patience}.", $"patience {patience}", "use zero or more epochs; 3 is usual");

    /// <summary>How much smaller the loss must be to count as better; 0 by default.</summary>
    public double MinimumDelta { get; init; }

    /// <summary>Whether the best weights come back at the end; true by default.</summary>
    public bool RestoreBest { get; init; } = true;

    /// <summary>The epoch with the best loss so far, from 1; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.History.Epochs.Count > 0) return;   // goes on from a checkpoint
        _best = double.PositiveInfinity;
        _waited = BestEpoch = 0;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochRecord epoch)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(epoch);
        if (epoch.MonitoredLoss < _best - MinimumDelta)
        {
            _best = epoch.MonitoredLoss;
            BestEpoch = epoch.Epoch;
            _waited = 0;
            if (RestoreBest) _weights.Keep(run.Model);
        }
        else if (++_waited > Patience)
        {
            run.Stop(string.Create(CultureInfo.InvariantCulture, $"no better for {_waited} epochs; the best was epoch {BestEpoch}"));
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (RestoreBest && _weights.HasWeights) _weights.Restore(run.Model);
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
    protected internal override void LoadState(JsonObject state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _best = double.Parse((string)state["best"]!, CultureInfo.InvariantCulture);
        _waited = (int)state["waited"]!;
        BestEpoch = (int)state["bestEpoch"]!;
    }

    internal override IReadOnlyCollection<Variable> KeptWeights => _weights.Copies;

    internal override void RestoreKept(IReadOnlyList<(string Name, Tensor Value)> weights) => _weights.Keep(weights);
}
