using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>What must be the same for a run to go on, as texts by their names: another order of the samples or another momentum would be another run.</summary>
internal sealed class RunIdentity
{
    private readonly OrderedDictionary<string, string> _parts = [];

    /// <summary>A part.</summary>
    public string this[string name]
    {
        get => _parts.GetValueOrDefault(name, "none");
        set => _parts[name] = value;
    }

    /// <summary>The options of a part, each under the names of both: <c>optimizer momentum</c>.</summary>
    public void Add(string part, JsonObject options)
    {
        foreach ((string option, JsonNode? value) in options) this[$"{part} {option}"] = value?.ToString() ?? "none";
    }

    public JsonNode ToJson() => new JsonObject(_parts.Select(static part => KeyValuePair.Create(part.Key, (JsonNode?)part.Value)));

    public static RunIdentity FromJson(JsonElement element)
    {
        const string Subject = "Checkpoint: the run's identity";
        RunIdentity identity = new();
        foreach ((string name, JsonElement value) in StrictJson.Properties(element, Subject)) identity[name] = StrictJson.Text(value, Subject);
        return identity;
    }

    /// <summary>Refuses a run that is not this one, and says what differs.</summary>
    public void Require(RunIdentity now)
    {
        string[] differences = [.. _parts.Keys.Union(now._parts.Keys).Where(name => this[name] != now[name])
            .Select(name => $"{name}: {this[name]} in the checkpoint, {now[name]} now")];
        if (differences.Length > 0)
            throw new UsageException("Fit: the checkpoint is of another run.", string.Join("   ", differences),
                "go on with what the run began with, or begin a new run with a new Trainer");
    }
}
