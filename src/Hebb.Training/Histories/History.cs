using System.Globalization;
using System.Text;

namespace Hebb;

/// <summary>A run, epoch by epoch.</summary>
public sealed class History
{
    private readonly List<EpochRecord> _epochs = [];

    /// <summary>The epochs that are complete.</summary>
    public IReadOnlyList<EpochRecord> Epochs => _epochs;

    /// <summary>The epoch with the smallest validation loss (training loss without validation); null before the first.</summary>
    public EpochRecord? Best => _epochs.Where(static epoch => !double.IsNaN(epoch.MonitoredLoss)).MinBy(static epoch => epoch.MonitoredLoss);

    /// <summary>Why the run ended, in a few words; null when all epochs were done.</summary>
    public string? StoppedBecause { get; internal set; }

    /// <summary>What the model and its loss look wrong by, a sentence each, known before the first step: a softmax before a loss that takes logits, say. Empty
    /// when nothing is seen; a <see cref="Doctor"/> among the callbacks sees more.</summary>
    public IReadOnlyList<string> Warnings { get; internal set; } = [];

    /// <summary>The training time of all epochs, in seconds.</summary>
    public double Seconds => _epochs.Sum(static epoch => epoch.Seconds);

    /// <summary>The epochs as comma-separated values, with a header.</summary>
    public string ToCsv()
    {
        StringBuilder text = new();
        foreach (EpochRecord epoch in _epochs)
        {
            if (text.Length == 0) text.Append(CsvHeader(epoch)).Append('\n');
            text.Append(CsvRow(epoch)).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>A line for each warning, one for each epoch, and one that says why the run ended early, if it did.</summary>
    public override string ToString() => string.Join('\n', [.. Warnings.Select(Warning), .. _epochs.Select(static epoch => epoch.ToString()),
        .. StoppedBecause is null ? (string[])[] : [Stopped(StoppedBecause)]]);

    internal static string Warning(string text) => $"warning: {text}";

    internal static string Stopped(string reason) => $"stopped: {reason}";

    internal static string CsvHeader(EpochRecord epoch)
    {
        List<string> names = ["epoch", "loss", .. epoch.Training.Metrics.Select(static metric => metric.Name)];
        if (epoch.Validation is not null) names.AddRange(["validation_loss", .. epoch.Validation.Metrics.Select(static metric => $"validation_{metric.Name}")]);
        return string.Join(',', ((List<string>)[.. names, "learning_rate", "seconds"]).Select(Quoted));
    }

    internal static string CsvRow(EpochRecord epoch)
    {
        List<double> values = [epoch.Epoch, epoch.Training.Loss, .. epoch.Training.Metrics.Select(static metric => metric.Value)];
        if (epoch.Validation is not null) values.AddRange([epoch.Validation.Loss, .. epoch.Validation.Metrics.Select(static metric => metric.Value)]);
        values.AddRange([epoch.LearningRate, Math.Round(epoch.Seconds, 3)]);
        return string.Join(',', values.Select(static value => value.ToString("R", CultureInfo.InvariantCulture)));
    }

    private static string Quoted(string name) => name.AsSpan().IndexOfAny(",\"\r\n") < 0 ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    internal void Add(EpochRecord epoch) => _epochs.Add(epoch);
}
