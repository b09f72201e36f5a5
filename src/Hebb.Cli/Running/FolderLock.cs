namespace Hebb.Cli;

/// <summary>Keeps a folder for one run: a file in it that is held open while the run lives. A process that was killed holds nothing, so that what it has left
/// refuses nobody.</summary>
internal sealed class FolderLock : IDisposable
{
    /// <summary>The file that is held.</summary>
    public const string FileName = ".hebb-run";

    private readonly FileStream _file;
    private readonly List<string> _made;   // folders that were not there before, innermost first

    private FolderLock(FileStream file, List<string> made) => (_file, _made) = (file, made);

    /// <summary>Makes the folder if it is not there, and takes it.</summary>
    /// <exception cref="OptionException">Another run has it, or nothing can be written there.</exception>
    public static FolderLock Take(string path)
    {
        OutputFolder.RequireName(path, "--out");
        string file = Path.Combine(path, FileName);
        List<string> made = [];
        try
        {
            for (string? at = Path.GetFullPath(path); at is not null && !Path.Exists(at); at = Path.GetDirectoryName(at)) made.Add(at);
            Directory.CreateDirectory(path);
            // With exactly these options .NET sees to it, on Unix too, that nobody holds a file that another run is about to delete.
            return new(new(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose), made);
        }
        catch (IOException) when (File.Exists(file))
        {
            throw CommandLineError.At("option --out", $"another run is writing to the folder '{path}'.", $"--out {path}: '{file}' is held by it",
                "wait for the other run to end, or name another folder");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Remove(made);
            throw OutputFolder.Unwritable(path, "--out", e);
        }
    }

    /// <summary>Gives the folder back. One that the run has made and left empty is removed.</summary>
    public void Dispose()
    {
        _file.Dispose();
        Remove(_made);
    }

    private static void Remove(List<string> made)
    {
        foreach (string folder in made) RemoveIfEmpty(folder);
    }

    /// <summary>Removes a folder that has nothing in it.</summary>
    public static void RemoveIfEmpty(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is not there, or not empty.
        }
    }
}
