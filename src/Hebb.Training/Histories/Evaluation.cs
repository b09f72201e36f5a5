using System.Globalization;

namespace Hebb;

/// <summary>How well a model does on a data set: the mean loss of its samples, and the metrics.</summary>
/// <remarks>Where the model has regularizers, their mean penalty stands first among the metrics, as <c>penalty</c>: what is minimised is the sum of both, but the
/// loss alone says how good the predictions are (A134).</remarks>
public sealed record Evaluation(double Loss, IReadOnlyList<MetricValue> Metrics)
{
    /// <summary>The value of a metric by its name.</summary>
    public double this[string metric] => Metrics.FirstOrDefault(value => value.Name == metric) is { Name: not null } found ? found.Value
        : throw new OptionException($"Evaluation: there is no metric '{metric}'.",
            Metrics.Count == 0 ? "metrics none" : $"metrics {string.Join(", ", Metrics.Select(static value => value.Name))}",
            $"{(Metrics.Count == 0 ? "" : "use one of the names above, or ")}give the trainer that metric; the loss is Evaluation.Loss");

    /// <summary>For people: <c>loss 0.0712, accuracy 97.90 %</c>.</summary>
    public override string ToString()
    {
        List<string> parts = [string.Create(CultureInfo.InvariantCulture, $"loss {Loss:0.0000}")];
        foreach (MetricValue metric in Metrics)
            parts.Add(metric.Name.Contains("accuracy", StringComparison.Ordinal)
                ? string.Create(CultureInfo.InvariantCulture, $"{metric.Name} {100 * metric.Value:0.00} %")
                : string.Create(CultureInfo.InvariantCulture, $"{metric.Name} {metric.Value:0.0000}"));
        return string.Join(", ", parts);
    }
}
