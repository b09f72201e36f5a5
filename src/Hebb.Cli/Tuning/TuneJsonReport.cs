namespace Hebb.Cli;

/// <summary>A search as JSON objects, a line each: one for each trial, and a last one with the best.</summary>
internal sealed class TuneJsonReport(TuneOptions options) : TuneReport(options)
{
    private int _done;

    /// <inheritdoc/>
    public override void Begin(SearchSpace space, SearchMethod method, (int Fit, int Validation) samples, int test)
    {
    }

    /// <inheritdoc/>
    public override void Note(string text) => JsonLine.Write(json => json.WriteString("note", text));

    /// <inheritdoc/>
    public override void Trial(TrialResult result, bool isBest)
    {
        _done++;
        JsonLine.Write(json =>
        {
            json.WriteNumber("trial", result.Trial.Number);
            if (result.Trial.Epochs is { } epochs) json.WriteNumber("epochs", epochs);
            json.Settings(result.Trial.Values);
            foreach (MetricValue figure in result.Figures) json.Number(figure.Name, figure.Value);
            if (result.Failure is not null) json.WriteString("failure", result.Failure);
        });
    }

    /// <inheritdoc/>
    public override void Interrupted() => JsonLine.Write(json =>
    {
        json.WriteBoolean("interrupted", true);
        json.WriteNumber("trials", _done);
    });

    /// <inheritdoc/>
    public override void End(SearchResult found, ClassifierTest test, Model model, TuneFolder folder) => JsonLine.Write(json =>
    {
        WriteBest(json, Options, found.Best!);
        json.WriteNumber("trials", found.Trials.Count);
        json.Number("test_loss", test.Loss);
        json.Number("test_accuracy", test.Accuracy);
        json.WriteString("weights_sha256", model.WeightsSha256());
        json.WriteString("model", folder.Model);
    });
}
