using System.Globalization;
using System.Text;

namespace Hebb;

/// <summary>Keeps, for each epoch and layer, how long gradients, weights and updates are, and which fraction of its units is dead or saturated: to see
/// gradients
/// vanish or explode (A113). Print it for the table.</summary>
/// <remarks>The first step and the last one of each epoch are looked into, and every so many steps if asked to; they run op by op, with the same bits. The
/// table has the mean over the steps of an epoch.</remarks>
/// <example><code>
/// var monitor = new GradientMonitor();
/// new Trainer(model) { Optimizer = new Sgd(0.1), Loss = new CrossEntropy(), Callbacks = [monitor] }.Fit(train, epochs: 5);
/// Console.WriteLine(monitor);
/// </code></example>
public sealed class GradientMonitor : Callback
{
    private readonly List<StepSample> _samples = [];

    /// <summary>Looks also into every so many steps of an epoch; only the last of each when null, the default.</summary>
    /// <exception cref="OptionException">It is less than 1.</exception>
    public int? Every
    {
        get;
        init => field = value is null or > 0 ? value
            : throw new OptionException($"GradientMonitor: it cannot look into every {value} steps.", $"Every {value}",
                "use one step or more, or null for the last of each epoch");
    }

    /// <summary>The steps that were looked into, in their order.</summary>
    public IReadOnlyList<StepSample> Samples => _samples;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingRun run) => _samples.Clear();

    /// <summary>A row for each epoch and layer.</summary>
    public override string ToString()
    {
        List<string[]> rows = [["epoch", "layer", "gradient", "weights", "update/weights", "dead", "saturated"]];
        foreach (IGrouping<int, StepSample> epoch in _samples.GroupBy(static sample => sample.Epoch))
            foreach (IGrouping<string, LayerSample> layer in epoch.SelectMany(static sample => sample.Layers).GroupBy(static layer => layer.Layer))
            {
                LayerSample[] all = [.. layer];
                bool isTrained = all[0].Parameters > 0;
                rows.Add([$"{epoch.Key}", layer.Key,
                    isTrained ? Number(all.Average(static one => one.GradientNorm)) : "", isTrained ? Number(all.Average(static one => one.WeightNorm)) : "",
                    isTrained ? Number(all.Average(static one => one.UpdateRatio)) : "", Percent(all.Average(static one => one.DeadFraction)),
                    Percent(all.Average(static one => one.SaturatedFraction))]);
            }
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        StringBuilder text = new();
        foreach (string[] row in rows)
        {
            if (text.Length > 0) text.Append('\n');
            text.Append(string.Join("  ", row.Select((cell, i) => i == 1 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd());
        }
        return text.ToString();
    }

    internal override StepDetail WantedOf(TrainingRun run)
    {
        bool isWanted = _samples.Count == 0 || run.Step + 1 == run.Steps || (Every is { } steps && run.Step % steps == 0);
        return isWanted && run.Trainer.ChangesWeights ? StepDetail.Layers : StepDetail.Loss;
    }

    internal override void OnSample(TrainingRun run, StepSample sample)
    {
        if (WantedOf(run) == StepDetail.Layers) _samples.Add(sample);
    }

    private static string Number(double value) => value.ToString("0.00E+0", CultureInfo.InvariantCulture);

    private static string Percent(double value) => double.IsNaN(value) ? "" : string.Create(CultureInfo.InvariantCulture, $"{100 * value:0} %");
}
