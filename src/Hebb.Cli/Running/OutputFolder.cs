namespace Hebb.Cli;

/// <summary>The folder that <c>--out</c> names, with what a run writes there. It is the run's alone until it is disposed.</summary>
internal sealed class OutputFolder : IDisposable
{
    private readonly string _path;
    private readonly FolderLock _lock;

    private OutputFolder(string path, FolderLock held) => (_path, _lock) = (path, held);

    /// <summary>The trained model.</summary>
    public string Model => Path.Combine(_path, "model.hebb");

    /// <summary>From which a run goes on.</summary>
    public string Checkpoint => Path.Combine(_path, "checkpoint.hebb");

    /// <summary>A row per epoch.</summary>
    public string History => Path.Combine(_path, "history.csv");

    /// <summary>True when there is a run to go on with.</summary>
    public bool HasCheckpoint => File.Exists(Checkpoint);

    /// <summary>Makes the folder, or takes one that is there if that is what the user wants, and makes sure that files can be written to it.</summary>
    /// <exception cref="OptionException">It cannot be used, or another run is using it.</exception>
    public static OutputFolder Open(string path, bool resume, bool force)
    {
        FolderLock held = FolderLock.Take(path);
        try
        {
            if (!resume && !force && Directory.EnumerateFileSystemEntries(path).Any(static entry => Path.GetFileName(entry) != FolderLock.FileName))
                throw CommandLineError.At("option --out", $"the folder '{path}' is not empty.", $"--out {path}",
                    "add --resume to go on with the run in it, --force to replace that run, or name another folder");
            return new(path, held);
        }
        catch (Exception e)
        {
            held.Dispose();
            if (e is IOException or UnauthorizedAccessException) throw Unwritable(path, "--out", e);
            throw;
        }
    }

    /// <summary>Makes a folder that an option names, and makes sure that files can be written to it.</summary>
    /// <exception cref="OptionException">They cannot.</exception>
    public static void Make(string path, string option)
    {
        RequireName(path, option);
        try
        {
            Directory.CreateDirectory(path);
            string probe = Path.Combine(path, $".hebb-{Environment.ProcessId}");
            using (new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Unwritable(path, option, e);
        }
    }

    /// <summary>Refuses to begin anew over a model that no run of this kind has left: who says --resume does not expect to lose anything.</summary>
    /// <param name="model">Where the run's model would lie.</param>
    /// <param name="missing">What there would be beside it.</param>
    /// <exception cref="OptionException">There is a model.</exception>
    public static void RequireNoModel(string model, string missing)
    {
        if (File.Exists(model))
            throw CommandLineError.At("option --resume", $"there is a model in the folder, but no {missing} to go on from.", $"found '{model}'",
                "name the folder of the run, or replace the model with --force");
    }

    /// <summary>Removes what an earlier run left, so that nothing of it can be taken for this one's.</summary>
    public void Clear()
    {
        foreach (string file in (ReadOnlySpan<string>)[Checkpoint, Model, History]) File.Delete(file);
        Tidy();
    }

    /// <summary>Removes the half-written files of a run that was killed.</summary>
    public void Tidy()
    {
        foreach (string file in (ReadOnlySpan<string>)[Checkpoint, Model, History]) File.Delete(file + ".partial");
    }

    /// <summary>Saves the model.</summary>
    public void Save(Model model) => model.Save(Model);

    /// <summary>Gives the folder back to others, and removes it if it was made for nothing.</summary>
    public void Dispose() => _lock.Dispose();

    /// <summary>Refuses a name that is empty, as that of an unset variable of the shell.</summary>
    public static void RequireName(string path, string option)
    {
        if (path.Length == 0)
            throw CommandLineError.At($"option {option}", "the name of the folder is empty.", $"{option} \"\"", "name a folder; it is made if it is not there");
    }

    /// <summary>The error of a folder that nothing can be written to.</summary>
    public static OptionException Unwritable(string path, string option, Exception e) => CommandLineError.At($"option {option}",
        $"nothing can be written to '{path}'.", $"{option} {path}: {e.Message}", "name a folder that you may write to; it is made if it is not there");
}
