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
            ["rate"] = CheckpointJson.Text(epoch.LearningRate),
            ["seconds"] = CheckpointJson.Text(epoch.Seconds),
        };
        return json;
    }

    public static EpochRecord Read(JsonElement element)
    {
        JsonElement[] values = StrictJson.Object(element, "Checkpoint: an epoch", "epoch", "training", "validation", "rate", "seconds");
        return new(CheckpointJson.Int(values[0], "Checkpoint: an epoch's number"), ReadEvaluation(values[1]),
            values[2].ValueKind == JsonValueKind.Null ? null : ReadEvaluation(values[2]),
            CheckpointJson.Number(values[3], "Checkpoint: a learning rate"), CheckpointJson.Number(values[4], "Checkpoint: an epoch's seconds"));
    }

    private static JsonArray Write(Evaluation evaluation)
    {
        JsonArray json = [(JsonNode)"loss", (JsonNode)CheckpointJson.Text(evaluation.Loss)];   // as nodes: Add<T> cannot be trimmed
        foreach (MetricValue metric in evaluation.Metrics)
        {
            json.Add((JsonNode)metric.Name);
            json.Add((JsonNode)CheckpointJson.Text(metric.Value));
        }
        return json;
    }

    private static Evaluation ReadEvaluation(JsonElement element)
    {
        JsonElement[] values = StrictJson.Array(element, "Checkpoint: an evaluation");
        if (values.Length < 2 || values.Length % 2 != 0)
            throw new DataException("Checkpoint: an evaluation is not a list of names, each with a value.", $"{values.Length} elements",
                "copy the file again from where it came");
        List<MetricValue> metrics = [];
        for (int i = 2; i < values.Length; i += 2)
            metrics.Add(new(StrictJson.Text(values[i], "Checkpoint: a metric's name"), CheckpointJson.Number(values[i + 1], "Checkpoint: a metric's value")));
        return new(CheckpointJson.Number(values[1], "Checkpoint: a loss"), metrics);
    }
}
