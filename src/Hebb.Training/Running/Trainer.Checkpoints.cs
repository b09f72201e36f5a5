namespace Hebb;

public partial class Trainer
{
    private readonly List<string> _wanted = [];   // checkpoints asked for while callbacks are being told of something
    private Position _position = new();
    private RunIdentity? _identity;      // of the run in progress, or of the one a checkpoint was loaded from
    private double[] _givenRates = [];   // what the optimizers began that run with: their present rates may be others
    private bool _resumes;
    private bool _isRunning;
    private bool _wentBack;              // the model has better weights than those of its last step

    /// <summary>The best weights so far, for a run that may be cancelled.</summary>
    internal BestWeights Best { get; } = new();

    /// <summary>Writes everything that is needed to go on from here, bit for bit, in the middle of an epoch too.</summary>
    /// <remarks>Called by a callback, it is done as soon as all callbacks have been told of the same moment, so that the file holds what each of them made
    /// of it. The
    /// file is replaced as a whole: whenever the process dies, either the old or the new checkpoint is there. Variables of your own are not in it, unless
    /// they are
    /// those of <see cref="Model"/> or belong to <see cref="Optimizers"/>.</remarks>
    /// <exception cref="UsageException">No run has begun, or the run is over and the model went back to its best weights.</exception>
    /// <exception cref="OptionException">The file cannot be written there.</exception>
    public void SaveCheckpoint(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (_identity is null)
            throw new UsageException("SaveCheckpoint: no run has begun.", $"file '{path}'", "call it from a callback during Fit, or after Fit");
        if (_wentBack)
            throw new UsageException("SaveCheckpoint: the model went back to its best weights, from which its run cannot go on.", $"file '{path}'",
                "save while the run is under way, with Callbacks = [new Checkpoint(path)], or save the model alone: Model.Save");
        if (!_isRunning) CheckpointFile.Write(path, this, _identity, _position);
        else if (!_wanted.Contains(path)) _wanted.Add(path);
    }

    /// <summary>Reads a checkpoint into the model, the optimizer, the metrics and the callbacks; the next <c>Fit</c> goes on from there, up to its total
    /// number of
    /// epochs.</summary>
    /// <exception cref="DataException">The file is damaged, or is of another model, optimizer, metrics or callbacks; nothing was changed then.</exception>
    /// <exception cref="UsageException">The trainer is in the middle of <c>Fit</c>.</exception>
    public void LoadCheckpoint(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (_isRunning) throw new UsageException("LoadCheckpoint: a run is under way.", $"file '{path}'", "load the checkpoint before Fit");
        try
        {
            double[] given = _identity is null ? Rates() : _givenRates;
            (_identity, _position, List<EpochRecord> epochs) = CheckpointFile.Read(path, this);
            _givenRates = given;
            History = new();
            foreach (EpochRecord epoch in epochs) History.Add(epoch);
            _resumes = true;
            _wentBack = false;
        }
        catch (HebbException e) when (e.Within($"file '{path}'"))
        {
            throw;
        }
    }

    /// <summary>The epoch that a loaded checkpoint has come to: the last one of which at least a step was taken.</summary>
    internal int EpochsBegun => _position.Epoch + (_position.Step > 0 ? 1 : 0);

    /// <summary>True when the model went back to better weights than those of its last step.</summary>
    internal bool WentBack => _wentBack;

    /// <summary>The optimizers, as callbacks and checkpoints see them.</summary>
    internal IReadOnlyList<Optimizer> AllOptimizers => Optimizers;

    internal IEnumerable<(string Name, Variable Variable)> WeightValues() => Model.Weights.Select(static weight => (weight.Name, weight));

    internal IEnumerable<(string Name, Variable Variable)> SlotValues()
    {
        IReadOnlyList<Optimizer> optimizers = Optimizers;
        for (int i = 0; i < optimizers.Count; i++)
            foreach ((string name, Variable slot) in optimizers[i].State(Model.Parameters)) yield return (optimizers.Count == 1 ? name : $"{i}/{name}", slot);
        foreach ((string, Variable) sum in GatheredGradients()) yield return sum;
    }

    internal IEnumerable<(string Name, Variable Variable)> MetricSums()
    {
        if (Model.HasPenalty)
        {
            int number = 0;
            foreach (Variable sum in _penalty.Weights) yield return ($"penalty/{number++}", sum);
        }
        for (int i = 0; i < Metrics.Count; i++)
        {
            int number = 0;
            foreach (Variable sum in Metrics[i].Weights) yield return ($"{i}/{Metrics[i].Name}/{number++}", sum);
        }
    }

    /// <summary>Every variable that a step changes.</summary>
    internal IEnumerable<(string Name, Variable Variable)> WhatStepsChange() => [.. WeightValues(), .. SlotValues(), .. MetricSums()];

    // Begins a run, or goes on with the loaded one; true for the latter.
    private bool BeginOrResume(Dataset data, Dataset? validation, int epochs, int batch)
    {
        RunIdentity now = Identify(data, validation, batch, _resumes ? _givenRates : Rates());
        if (_resumes)
        {
            _identity!.Require(now);
            if (EpochsBegun > epochs)   // nothing would be trained, and the result would be that of a longer run
                throw new OptionException($"Fit: the loaded checkpoint has come to epoch {EpochsBegun}, and the run has {epochs}.",
                    $"epochs {epochs}   complete in the checkpoint {_position.Epoch}",
                    "give the total number of epochs, those before the checkpoint included, or begin a new run with a new Trainer");
            _resumes = false;
            return true;
        }
        History = new();
        Best.Clear();
        _position = new();
        _identity = now;
        _givenRates = Rates();
        _wentBack = false;
        return false;
    }

    private void WriteWantedCheckpoints()
    {
        foreach (string path in _wanted) CheckpointFile.Write(path, this, _identity!, _position);
        _wanted.Clear();
    }

    private double[] Rates() => [.. Optimizers.Select(static optimizer => optimizer.LearningRate)];
}
