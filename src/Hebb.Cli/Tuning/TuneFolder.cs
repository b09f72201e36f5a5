using System.Globalization;

namespace Hebb.Cli;

/// <summary>The folder of a search: its journal, its table, the best model, and while it runs the models of trials that may be the best.</summary>
internal sealed class TuneFolder : IDisposable
{
    private readonly string _path;
    private readonly OutputFolder? _held;

    /// <summary>The folder as workers see it, while the search holds it.</summary>
    public TuneFolder(string path) => _path = path;

    private TuneFolder(string path, OutputFolder held) : this(path) => _held = held;

    /// <summary>A line for each finished trial.</summary>
    public string Journal => Path.Combine(_path, "journal.jsonl");

    /// <summary>A row for each trial, by number.</summary>
    public string Table => Path.Combine(_path, "trials.csv");

    /// <summary>The settings of the best trial.</summary>
    public string Best => Path.Combine(_path, "best.json");

    /// <summary>The model of the best trial.</summary>
    public string Model => Path.Combine(_path, "model.hebb");

    private string Trials => Path.Combine(_path, "trials");

    /// <summary>Makes the folder, or takes one that is there if that is what the user wants. It is the search's alone until it is disposed.</summary>
    /// <exception cref="OptionException">It cannot be used, or another run is using it.</exception>
    public static TuneFolder Open(string path, bool resume, bool force) => new(path, OutputFolder.Open(path, resume, force));

    /// <summary>Makes room for the search: removes an earlier one if it is to be replaced, and the half-written files of one that was killed.</summary>
    public void Begin(bool force)
    {
        if (force)
        {
            foreach (string file in (ReadOnlySpan<string>)[Journal, Table, Best, Model]) File.Delete(file);
            RemoveTrials();
        }
        foreach (string file in (ReadOnlySpan<string>)[Table, Best, Model]) File.Delete(file + ".partial");
        Directory.CreateDirectory(Trials);
    }

    /// <summary>Gives the folder back to others, without what was made for nothing.</summary>
    public void Dispose()
    {
        FolderLock.RemoveIfEmpty(Trials);
        _held?.Dispose();
    }

    /// <summary>Where the model of a trial lies until it is known to be the best, or not.</summary>
    public string ModelOf(Trial trial) => Path.Combine(Trials, string.Create(CultureInfo.InvariantCulture, $"{trial.Number:0000}.hebb"));

    /// <summary>Makes a trial's model that of the search.</summary>
    public void Choose(Trial trial)
    {
        byte[] model = File.ReadAllBytes(ModelOf(trial));
        AtomicFile.Write(Model, stream => stream.Write(model));
    }

    /// <summary>Removes the models of trials, once the best was chosen.</summary>
    public void RemoveTrials()
    {
        if (Directory.Exists(Trials)) Directory.Delete(Trials, recursive: true);
    }
}
