namespace Hebb.Cli;

/// <summary>A search as lines for people: one for each trial, then the table.</summary>
internal sealed class TuneTextReport(TuneOptions options) : TuneReport(options)
{
    private const int MostRows = 20;
    private int _done;

    /// <inheritdoc/>
    public override void Begin(SearchSpace space, SearchMethod method, (int Fit, int Validation) samples, int test)
    {
        string of = $"{Figures.Count(samples.Fit)} samples to train on, {Figures.Count(samples.Validation)} to compare by, {Figures.Count(test)} to test the best with";
        Line($"{Options.Recipe.Name} on {Options.Data}: {of}");
        string workers = $"{Figures.Number(Options.Workers, "worker")} with {Figures.Number(Options.WorkerThreads, "thread")} each";
        Line($"{method}, {Figures.Number(Options.TotalEpochs, "epoch")}, {workers}");
        foreach (Hyperparameter one in space) Line($"  {one}");
        Line();
    }

    /// <inheritdoc/>
    public override void Note(string text) => Line($"Note: {text}.");

    /// <inheritdoc/>
    public override void Trial(TrialResult result, bool isBest)
    {
        _done++;
        string figures = result.HasScore
            ? $"loss {Figures.Loss(result.Figures[0].Value)}  accuracy {Figures.Percent(result.Figures[1].Value)}" : $"failed: {result.Failure}";
        string epochs = result.Trial.Epochs is { } count ? $"  {Figures.Number(count, "epoch")}" : "";
        Line($"trial {result.Trial.Number}  {figures}{epochs}  {result.Trial.Values}{(isBest && _done > 1 ? "  the best so far" : "")}");
    }

    /// <inheritdoc/>
    public override void Interrupted()
    {
        if (_done == 0)
        {
            Line("Stopped before a trial was done.");
            return;
        }
        Line();
        Line($"Stopped. {Figures.Number(_done, "trial")} are in {Options.Out}; run the same command with --resume{(Options.Force ? " instead of --force" : "")} to go on.");
    }

    /// <inheritdoc/>
    public override void End(SearchResult found, ClassifierTest test, Model model, TuneFolder folder)
    {
        TrialResult best = found.Best!;
        Line();
        Line(found.ToTable(MostRows));
        if (found.Trials.Count > MostRows) Line($"... {found.Trials.Count - MostRows} more in {folder.Table}");
        Line();
        Line($"Best: trial {best.Trial.Number}, with {best.Trial.Values}");
        Line($"Test: accuracy {Figures.Percent(test.Accuracy)}, loss {Figures.Loss(test.Loss)}, on {Figures.Count(test.Samples)} samples that chose nothing.");
        Line();
        Line($"Saved: {folder.Model}, {folder.Best}, {folder.Table}");
        Line("Next, to train with these settings, on the samples too that were held out:");
        Line($"  {Command(Options, best)}");
    }

    private static void Line(string text = "") => Console.Out.WriteLine(text);
}
