using System.Text;
using System.Text.Json;

namespace Hebb.Cli;

/// <summary>A run of <c>hebb tune</c>: checks, data, trials in worker processes, the best model, files.</summary>
internal sealed class TuneSession(TuneOptions options)
{
    private readonly TuneReport _report = options.Json ? new TuneJsonReport(options) : new TuneTextReport(options);
    private TrialResult? _best;
    private string? _alreadyChosen;   // the trial whose model an earlier run has made the search's

    /// <summary>Searches; gives back the exit code.</summary>
    public int Run()
    {
        // All that can be wrong with the command line is found before anything is loaded.
        options.Check();
        DataSource.Require(options.Data);
        SearchSpace space = new SpaceFile(options.Space, options.Recipe).Read();
        SearchMethod method = options.MakeMethod();
        using Interruption interruption = new();
        using TuneFolder folder = TuneFolder.Open(options.Out, options.Resume, options.Force);

        if (options.Resume && !File.Exists(folder.Journal)) OutputFolder.RequireNoModel(folder.Model, "journal");

        Task<(TrialTraining, Dataset)> reading = Task.Run(() => (TrialTraining.Load(options, out Dataset test), test));
        if (!interruption.WaitFor(reading))
        {
            _report.Interrupted();
            return Interruption.ExitCode;
        }
        (TrialTraining training, Dataset test) = reading.GetAwaiter().GetResult();
        folder.Begin(options.Force);
        _alreadyChosen = Chosen(folder);
        _report.Begin(space, method, training.Samples, test.Count);
        if (DataSource.PassedOver(options.Data) is { } others) _report.Note(others);
        if (options.Resume && !File.Exists(folder.Journal)) _report.Note($"there is no journal in {options.Out}: starting anew");
        using WorkerPool workers = new(options.Workers);
        Tuner tuner = new(space, method)
        {
            Journal = folder.Journal,
            Subject = options.Subject,
            Progress = result => Take(result, folder),
        };
        SearchResult found = Search(tuner, workers, interruption.Token);
        if (!found.IsComplete)
        {
            _report.Interrupted();
            return Interruption.ExitCode;
        }
        interruption.Dispose();   // from here on Ctrl-C ends the process at once: the journal holds everything

        TrialResult best = found.Best ?? throw AllFailed(found);
        KeepBest(best, workers, folder);
        AtomicFile.Write(folder.Table, stream => stream.Write(Encoding.UTF8.GetBytes(found.ToCsv())));
        AtomicFile.Write(folder.Best, stream => stream.Write([.. Describe(best), (byte)'\n']));
        folder.RemoveTrials();
        Model model = ModelFile.LoadClassifier(folder.Model);
        _report.End(found, ClassifierTest.Run(model, test, new CrossEntropy(), test.ClassNames), model, folder);
        return 0;
    }

    private SearchResult Search(Tuner tuner, WorkerPool workers, CancellationToken cancellation)
    {
        try
        {
            return tuner.Search(workers, cancellation);
        }
        catch (DataException e) when (e.What.StartsWith("Tuner: the journal is of another", StringComparison.Ordinal))
        {
            throw CommandLineError.At("option --resume", "the journal is of a search with other options, space or data.", e.Values,
                "repeat what the search began with, or begin anew with --force");
        }
    }

    // Keeps the model of the best trial so far, and no other.
    private void Take(TrialResult result, TuneFolder folder)
    {
        bool isBetter = result.HasScore && (_best is null || (result.Score, result.Trial.Number).CompareTo((_best.Score, _best.Trial.Number)) < 0);
        TrialResult? worse = isBetter ? _best : result;
        if (isBetter) _best = result;
        if (worse is not null) File.Delete(folder.ModelOf(worse.Trial));
        _report.Trial(result, isBetter);
    }

    private void KeepBest(TrialResult best, WorkerPool workers, TuneFolder folder)
    {
        if (!File.Exists(folder.ModelOf(best.Trial)))
        {
            if (File.Exists(folder.Model) && _alreadyChosen == TuneReport.Identify(best)) return;
            workers.Run([best.Trial], static _ => { }, CancellationToken.None);   // somebody has removed it: the same bits again
        }
        folder.Choose(best.Trial);
    }

    private byte[] Describe(TrialResult best) => StrictJson.Write(json =>
    {
        json.WriteStartObject();
        TuneReport.WriteBest(json, options, best);
        json.WriteEndObject();
    });

    // Whose model lies in the folder, from an earlier run to its end.
    private static string? Chosen(TuneFolder folder)
    {
        try
        {
            if (!File.Exists(folder.Best)) return null;
            using JsonDocument best = JsonDocument.Parse(File.ReadAllBytes(folder.Best));
            return best.RootElement.GetProperty("identity").GetString();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;   // not ours, or damaged: the model is made again
        }
    }

    private static DataException AllFailed(SearchResult found)
    {
        TrialResult first = found.Trials[0];
        DataException error = new($"hebb: all {found.Trials.Count} trials failed.", $"trial 1 ({first.Trial.Values}): {first.Failure}",
            "change the space: smaller learning rates, or a network that fits the data");
        error.Within("command 'hebb tune'");
        return error;
    }
}
