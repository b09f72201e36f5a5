using System.Globalization;
using System.Text;

namespace Hebb;

/// <summary>What a search came to.</summary>
public sealed class SearchResult
{
    private readonly SearchSpace _space;

    internal SearchResult(SearchSpace space, IReadOnlyList<TrialResult> trials, bool isComplete)
    {
        _space = space;
        Trials = trials;
        IsComplete = isComplete;
    }

    /// <summary>The results, by the trials' numbers; after a cancelled search, of those that were done.</summary>
    public IReadOnlyList<TrialResult> Trials { get; }

    /// <summary>False when the search was cancelled.</summary>
    public bool IsComplete { get; }

    /// <summary>The trial with the least score, the first of equal ones; null when all failed.</summary>
    public TrialResult? Best => Trials.Where(static result => result.HasScore).MinBy(static result => result.Score);

    /// <summary>The trials from the best to the worst, those that failed last.</summary>
    public IEnumerable<TrialResult> Ranked => Trials.OrderBy(static result => result.HasScore ? result.Score : double.PositiveInfinity);

    /// <summary>The trials by number as comma-separated values, with a header; all digits.</summary>
    public string ToCsv()
    {
        StringBuilder text = new();
        string[] figures = Figures;
        IEnumerable<string> header = ["trial", "score", .. figures, .. Epochs, .. _space.Select(static one => one.Name), "failure"];
        text.AppendJoin(',', header.Select(Quoted)).Append('\n');
        foreach (TrialResult result in Trials)
        {
            IEnumerable<string> row = [$"{result.Trial.Number}", Exact(result.Score), .. figures.Select(name => Exact(Figure(result, name))),
                .. Epochs.Select(_ => $"{result.Trial.Epochs}"), .. result.Trial.Values.Values.Select(static value => value.Value.ToString()), result.Failure ?? ""];
            text.AppendJoin(',', row.Select(Quoted)).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>A table for people, the best trial first.</summary>
    public override string ToString() => ToTable(int.MaxValue);

    /// <summary>A table for people of at most so many trials, the best first.</summary>
    public string ToTable(int most)
    {
        string[] figures = Figures;
        List<string[]> rows = [["trial", .. figures.Length > 0 ? figures : ["score"], .. Epochs, .. _space.Select(static one => one.Name)]];
        foreach (TrialResult result in Ranked.Take(most))
        {
            string[] scores = !result.HasScore ? ["failed", .. figures.Skip(1).Select(static _ => "")]
                : figures.Length > 0 ? [.. figures.Select(name => Short(Figure(result, name)))] : [Short(result.Score)];
            rows.Add([$"{result.Trial.Number}", .. scores, .. Epochs.Select(_ => $"{result.Trial.Epochs}"),
                .. result.Trial.Values.Values.Select(static value => value.Value.ToString())]);
        }
        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length))];
        StringBuilder text = new();
        foreach (string[] row in rows)
        {
            if (text.Length > 0) text.Append('\n');
            text.AppendJoin("  ", row.Select((cell, column) => cell.PadLeft(widths[column])));
        }
        return text.ToString();
    }

    private string[] Figures => [.. Trials.FirstOrDefault(static result => result.Figures.Count > 0)?.Figures.Select(static figure => figure.Name) ?? []];

    private string[] Epochs => Trials.Any(static result => result.Trial.Epochs is not null) ? ["epochs"] : [];

    private static double Figure(TrialResult result, string name) => result.Figures.FirstOrDefault(figure => figure.Name == name) is { Name: not null } found
        ? found.Value : double.NaN;

    private static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Short(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
