using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>What must be the same for a run to go on: another order of the samples or another optimizer would be another run.</summary>
internal sealed record RunIdentity(int Samples, int Batch, string Seed, string Optimizer, string Loss)
{
    public JsonNode ToJson() => new JsonObject { ["samples"] = Samples, ["batch"] = Batch, ["seed"] = Seed, ["optimizer"] = Optimizer, ["loss"] = Loss };

    public static RunIdentity FromJson(JsonElement element)
    {
        JsonElement[] values = StrictJson.Object(element, "Checkpoint: the run's identity", "samples", "batch", "seed", "optimizer", "loss");
        return new(checked((int)StrictJson.Count(values[0], "Checkpoint: the samples")), checked((int)StrictJson.Count(values[1], "Checkpoint: the batch size")), StrictJson.Text(values[2], "Checkpoint: the seed"),
            StrictJson.Text(values[3], "Checkpoint: the optimizer"), StrictJson.Text(values[4], "Checkpoint: the loss"));
    }

    /// <summary>Refuses a run that is not this one.</summary>
    public void Require(RunIdentity now)
    {
        if (this == now) return;
        throw new UsageException("Fit: the checkpoint is of another run.", $"checkpoint {this}   now {now}", "resume with the same data, batch size, seed, optimizer and loss, or begin a new run");
    }
}
