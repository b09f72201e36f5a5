using System.Globalization;

namespace Hebb.Cli;

/// <summary>The folder of a search: its journal, its table, the best model, and while it runs the models of trials that may be the best.</summary>
internal sealed class TuneFolder
{
    private readonly string _path;

    public TuneFolder(string path) => _path = path;

    /// <summary>A line for each finished trial.</summary>
    public string Journal => Path.Combine(_path, "journal.jsonl");

    /// <summary>A row for each trial, by number.</summary>
    public string Table => Path.Combine(_path, "trials.csv");

    /// <summary>The settings of the best trial.</summary>
    public string Best => Path.Combine(_path, "best.json");

    /// <summary>The model of the best trial.</summary>
    public string Model => Path.Combine(_path, "model.hebb");

    private string Trials => Path.Combine(_path, "trials");

    /// <summary>Makes the folder, or takes one that is there if that is what the user wants; an earlier search is removed if it is to be replaced.</summary>
    /// <exception cref="OptionException">It cannot be used.</exception>
    public static TuneFolder Open(string path, bool resume, bool force)
    {
        OutputFolder.Open(path, resume, force);
        TuneFolder folder = new(path);
        if (force)
        {
            foreach (string file in (ReadOnlySpan<string>)[folder.Journal, folder.Table, folder.Best, folder.Model]) File.Delete(file);
            folder.RemoveTrials();
        }
        foreach (string file in (ReadOnlySpan<string>)[folder.Table, folder.Best, folder.Model]) File.Delete(file + ".partial");
        Directory.CreateDirectory(folder.Trials);
        return folder;
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
