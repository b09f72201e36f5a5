using System.Text.Json;

namespace Hebb;

/// <summary>A search's finished trials in a file: a line of JSON for what the search is, and one for each trial, in the order in which they ended.</summary>
/// <remarks>Lines are only ever added, and each is on the disk before <see cref="Add"/> returns. A process that is killed may leave half a line at the end: it is
/// cut off when the search goes on.</remarks>
internal sealed class SearchJournal : IDisposable
{
    private readonly Dictionary<int, TrialResult> _results = [];
    private readonly FileStream? _file;   // open while the search runs: no other may use it meanwhile
    private readonly string _path;

    private SearchJournal(string path, FileStream? file) => (_path, _file) = (path, file);

    /// <summary>Opens a journal, or begins one; without a path, there is none.</summary>
    /// <exception cref="OptionException">The file cannot be opened, or another search has it open.</exception>
    /// <exception cref="DataException">It is damaged, or of another search.</exception>
    public static SearchJournal Open(string? path, SearchSpace space, SearchMethod method, string subject)
    {
        if (path is null) return new("", null);
        FileStream file;
        try
        {
            file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new OptionException($"Tuner: the journal '{path}' cannot be opened.", e.Message,
                "choose a path in a folder that exists and may be written, and that no other search is using");
        }
        SearchJournal journal = new(path, file);
        try
        {
            journal.Begin(space, method, subject);
            return journal;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The result of a trial, if it is known.</summary>
    /// <exception cref="DataException">The journal has other values for it.</exception>
    public TrialResult? Find(Trial trial)
    {
        if (!_results.TryGetValue(trial.Number, out TrialResult? result)) return null;
        if (result.Trial == trial) return result;
        DataException error = new($"Tuner: trial {trial.Number} of the journal is not the one that the search would make.",
            $"journal {TrialJson.Describe(result.Trial)}   now {TrialJson.Describe(trial)}",
            "begin a new journal: this one was written by another version, on another machine, or changed by hand");
        error.Within($"file '{_path}'");
        throw error;
    }

    /// <summary>Writes a result down.</summary>
    /// <exception cref="DataException">The disk is full, or went away.</exception>
    public void Add(TrialResult result)
    {
        _results[result.Trial.Number] = result;
        Append(TrialJson.Write(result));
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private void Begin(SearchSpace space, SearchMethod method, string subject)
    {
        byte[] text = new byte[_file!.Length];
        _file.ReadExactly(text);
        int end = text.AsSpan().LastIndexOf((byte)'\n') + 1;   // what stands behind it is half a line
        (string Name, string Value)[] identity = [("space", space.ToString()), ("method", method.ToString()), ("subject", subject)];
        if (end == 0)
        {
            byte[] first = TrialJson.WriteIdentity(identity);
            if (!first.AsSpan().StartsWith(text)) throw NoJournal(text.Length);
            CutOff(0);
            Append(first);
            return;
        }
        int number = 0;
        foreach (Range range in text.AsSpan(0, end - 1).Split((byte)'\n'))
        {
            number++;
            try
            {
                JsonElement line = StrictJson.Parse(text.AsMemory(range), "Journal: the line");
                if (number == 1) RequireSame(TrialJson.ReadIdentity(line), identity);
                else Take(TrialJson.ReadResult(line));
            }
            catch (DataException e)
            {
                DataException error = new(e.What, e.Values, number == 1 ? "go on with what the search began with, or begin another journal"
                    : "restore the journal from a copy, or remove this line: the trial is then run again", e);
                error.Within($"file '{_path}', line {number}");
                throw error;
            }
        }
        CutOff(end);   // not before: what is no journal is left as it is
    }

    private void CutOff(int end)
    {
        _file!.SetLength(end);
        _file.Position = end;
    }

    private DataException NoJournal(int length)
    {
        DataException error = new("Tuner: the file is no journal of this search, and is left as it is.", $"{length} bytes without the end of a line",
            "choose a path where no file is, or remove this one");
        error.Within($"file '{_path}'");
        return error;
    }

    private void Take(TrialResult result)
    {
        if (!_results.TryAdd(result.Trial.Number, result))
            throw new DataException($"Journal: trial {result.Trial.Number} comes twice.", TrialJson.Describe(result.Trial), "remove one of the lines");
    }

    private static void RequireSame(string[] then, (string Name, string Value)[] now)
    {
        List<string> differences = [];
        for (int i = 0; i < now.Length; i++)
            if (then[i] != now[i].Value) differences.Add($"{now[i].Name}: '{then[i]}' in the journal, '{now[i].Value}' now");
        if (differences.Count > 0)
            throw new DataException("Tuner: the journal is of another search.", string.Join("   ", differences),
                "go on with what the search began with, or begin another journal");
    }

    private void Append(byte[] line)
    {
        if (_file is null) return;
        try
        {
            _file.Write([.. line, (byte)'\n']);   // in one piece
            _file.Flush(flushToDisk: true);
        }
        catch (IOException e)
        {
            throw new DataException($"Tuner: the journal '{_path}' could not be written.", e.Message, "free some space on this disk, and let the search go on", e);
        }
    }
}
