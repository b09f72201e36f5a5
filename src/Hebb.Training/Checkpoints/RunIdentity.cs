using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>What must be the same for a run to go on: another order of the samples or another optimizer would be another run.</summary>
internal sealed record RunIdentity(int Samples, int ValidationSamples, int Batch, string Seed, string Optimizer, string Clipping, string Loss)
{
    private static readonly string[] s_names = ["samples", "validation samples", "batch", "seed", "optimizer", "clipping", "loss"];

    private string[] Values => [$"{Samples}", $"{ValidationSamples}", $"{Batch}", Seed, Optimizer, Clipping, Loss];

    public JsonNode ToJson()
    {
        JsonNode[] values = [Samples, ValidationSamples, Batch, Seed, Optimizer, Clipping, Loss];
        JsonObject json = [];
        for (int i = 0; i < values.Length; i++) json[s_names[i]] = values[i];
        return json;
    }

    public static RunIdentity FromJson(JsonElement element)
    {
        const string Subject = "Checkpoint: the run's identity";
        JsonElement[] values = StrictJson.Object(element, Subject, s_names);
        return new(CheckpointJson.Int(values[0], Subject), CheckpointJson.Int(values[1], Subject), CheckpointJson.Int(values[2], Subject),
            StrictJson.Text(values[3], Subject), StrictJson.Text(values[4], Subject), StrictJson.Text(values[5], Subject), StrictJson.Text(values[6], Subject));
    }

    /// <summary>Refuses a run that is not this one, and says what differs.</summary>
    public void Require(RunIdentity now)
    {
        if (this == now) return;
        string[] then = Values, here = now.Values;
        List<string> differences = [];
        for (int i = 0; i < then.Length; i++)
            if (then[i] != here[i]) differences.Add($"{s_names[i]}: {then[i]} in the checkpoint, {here[i]} now");
        throw new UsageException("Fit: the checkpoint is of another run.", string.Join("   ", differences),
            "go on with what the run began with, or begin a new run with a new Trainer");
    }
}
