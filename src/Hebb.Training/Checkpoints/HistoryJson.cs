using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Epoch records in JSON. Numbers are written as text, so that NaN and infinity survive.</summary>
internal static class HistoryJson
{
    public static JsonNode Write(EpochRecord epoch)
    {
        JsonObject json = new()
        {
            ["epoch"] = epoch.Epoch,
            ["training"] = Write(epoch.Training),
            ["validation"] = epoch.Validation is null ? null : Write(epoch.Validation),
            ["rate"] = Text(epoch.LearningRate),
            ["seconds"] = Text(epoch.Seconds),
        };
        return json;
    }

    public static EpochRecord Read(JsonElement element)
    {
        JsonElement[] values = StrictJson.Object(element, "Checkpoint: an epoch", "epoch", "training", "validation", "rate", "seconds");
        return new(checked((int)StrictJson.Count(values[0], "Checkpoint: an epoch's number")), ReadEvaluation(values[1]),
            values[2].ValueKind == JsonValueKind.Null ? null : ReadEvaluation(values[2]), Number(values[3]), Number(values[4]));
    }

    private static JsonArray Write(Evaluation evaluation)
    {
        JsonArray json = ["loss", Text(evaluation.Loss)];
        foreach (MetricValue metric in evaluation.Metrics)
        {
            json.Add((JsonNode)metric.Name);
            json.Add((JsonNode)Text(metric.Value));
        }
        return json;
    }

    private static Evaluation ReadEvaluation(JsonElement element)
    {
        JsonElement[] values = StrictJson.Array(element, "Checkpoint: an evaluation");
        if (values.Length < 2 || values.Length % 2 != 0) throw Damaged(element);
        List<MetricValue> metrics = [];
        for (int i = 2; i < values.Length; i += 2) metrics.Add(new(StrictJson.Text(values[i], "Checkpoint: a metric's name"), Number(values[i + 1])));
        return new(Number(values[1]), metrics);
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Number(JsonElement element) =>
        double.TryParse(StrictJson.Text(element, "Checkpoint: a number"), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw Damaged(element);

    private static DataException Damaged(JsonElement element) => new("Checkpoint: the history cannot be read.", $"found {element}", "copy the file again from where it came");
}
