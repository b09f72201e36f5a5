using System.Globalization;

namespace Hebb;

public partial class Trainer
{
    private Position _position = new();
    private RunIdentity? _identity;      // of the run in progress, or of the one a checkpoint was loaded from
    private bool _resumes;
    private double _givenRate;           // what the optimizer was made with: the checkpoint's present rate may be another

    /// <summary>Writes everything that is needed to go on from here, bit for bit; callable from callbacks, in the middle of an epoch too.</summary>
    /// <remarks>The file is replaced as a whole: whenever the process dies, either the old or the new checkpoint is there.</remarks>
    /// <exception cref="UsageException">No run has begun.</exception>
    public void SaveCheckpoint(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (_identity is null) throw new UsageException("SaveCheckpoint: no run has begun.", $"file {path}", "call it from a callback during Fit, or after Fit");
        CheckpointFile.Write(path, this, _identity, _position);
    }

    /// <summary>Reads a checkpoint into the model, the optimizer, the metrics and the callbacks; the next <c>Fit</c> goes on from there, up to its total number of epochs.</summary>
    /// <exception cref="DataException">The file is damaged, or is of another model or optimizer; nothing was changed then.</exception>
    public void LoadCheckpoint(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            _givenRate = Optimizer.LearningRate;
            (_identity, _position, List<EpochRecord> epochs) = CheckpointFile.Read(path, this);
            History = new();
            foreach (EpochRecord epoch in epochs) History.Add(epoch);
            _resumes = true;
        }
        catch (HebbException e) when (e.Within($"file '{path}'"))
        {
            throw;
        }
    }

    // Begins a run, or goes on with the loaded one.
    private void BeginOrResume(Dataset data, int batch)
    {
        RunIdentity now = new(data.Count, batch, Seed.ToString(CultureInfo.InvariantCulture), Describe(_resumes ? _givenRate : Optimizer.LearningRate), Loss.Name);
        if (_resumes)
        {
            _resumes = false;
            _identity!.Require(now);
            return;
        }
        History = new();
        _position = new();
        _identity = now;
    }

    private string Describe(double rate) => string.Create(CultureInfo.InvariantCulture, $"{Optimizer.GetType().Name}({rate:R}, {Optimizer.Schedule})");
}
