using System.Globalization;
using System.Text.Json;

namespace Hebb.Cli;

/// <summary>What the user sees of a search.</summary>
internal abstract class TuneReport(TuneOptions options)
{
    /// <summary>What was asked for.</summary>
    protected TuneOptions Options { get; } = options;

    /// <summary>The search begins.</summary>
    public abstract void Begin(SearchSpace space, SearchMethod method, (int Fit, int Validation) samples, int test);

    /// <summary>Something that the user should know.</summary>
    public abstract void Note(string text);

    /// <summary>A trial is done, or was in the journal.</summary>
    public abstract void Trial(TrialResult result, bool isBest);

    /// <summary>The user has stopped the search.</summary>
    public abstract void Interrupted();

    /// <summary>The search is over.</summary>
    public abstract void End(SearchResult found, ClassifierTest test, Model model, TuneFolder folder);

    /// <summary>What tells a best trial from that of another search in the same folder.</summary>
    public static string Identify(TrialResult best) => FormattableString.Invariant($"trial {best.Trial.Number}, seed {best.Trial.Seed}, score {best.Score:R}");

    /// <summary>Writes what is to be known of the best trial.</summary>
    public static void WriteBest(Utf8JsonWriter json, TuneOptions options, TrialResult best)
    {
        json.WriteString("recipe", options.Recipe.Name);
        json.WriteString("data", options.Data);
        json.WriteNumber("trial", best.Trial.Number);
        json.WriteNumber("epochs", best.Trial.Epochs ?? options.TotalEpochs);
        json.WriteNumber("seed", best.Trial.Seed);
        json.Settings(best.Trial.Values);
        foreach (MetricValue figure in best.Figures) json.Number(figure.Name, figure.Value);
        json.WriteString("command", Command(options, best));
        json.WriteString("identity", Identify(best));
    }

    /// <summary>How to train with the settings of a trial.</summary>
    protected static string Command(TuneOptions options, TrialResult best)
    {
        List<string> words = ["train", options.Recipe.Name];
        if (options.Data != "glyphs") words.AddRange(["--data", Invocation.Quote(options.Data)]);
        words.AddRange(["--epochs", (best.Trial.Epochs ?? options.TotalEpochs).ToString(CultureInfo.InvariantCulture)]);
        if (options.Limit is { } limit) words.AddRange(["--limit", limit.ToString(CultureInfo.InvariantCulture)]);
        string optimizer = best.Trial.Values.Find("optimizer")?.Text ?? TrainCommand.UsualOptimizer;
        foreach ((string name, HyperValue value) in best.Trial.Values.Values)
        {
            if (!TrainingSettings.IsUsed(name, optimizer)) continue;   // chosen for the case of another optimizer
            bool hasOption = TrainingSettings.Options.Any(option => option.Name == name);
            words.AddRange(hasOption ? [$"--{name.Replace('_', '-')}", value.ToString()] : ["--set", $"{name}={value}"]);
        }
        return Invocation.Of(string.Join(' ', words));
    }
}
