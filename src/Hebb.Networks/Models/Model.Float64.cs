using System.Text.Json.Nodes;

namespace Hebb;

public abstract partial class Model
{
    /// <summary>A copy that computes in Float64, with this model's weights: for gradient checks, which need the digits.</summary>
    internal Model ToFloat64(LayerRegistry registry)
    {
        Dictionary<string, Variable> weights = ModelWeights.Of(this);
        JsonNode architecture = JsonNode.Parse(ArchitectureWriter.Write(this))!;
        Promote(architecture);
        Model copy = ArchitectureReader.Read(StrictJson.Write(json => architecture.WriteTo(json)), registry,
            2 * weights.Values.Sum(static weight => weight.Spec.Bytes));
        foreach ((string path, Variable variable) in ModelWeights.Of(copy)) variable.Assign(weights[path].Cast(variable.DType));
        foreach ((string name, byte[] asset) in Assets) copy.Assets.Add(name, asset);
        return copy;
    }

    // Inputs and constants say their element type; layers take theirs from the first input they see.
    private static void Promote(JsonNode? node)
    {
        if (node is JsonArray items)
            foreach (JsonNode? item in items) Promote(item);
        if (node is not JsonObject entries) return;
        if (entries["type"] is JsonValue type && type.TryGetValue(out string? name) && name == nameof(Hebb.DType.Float32))
            entries["type"] = nameof(Hebb.DType.Float64);
        foreach ((_, JsonNode? value) in entries) Promote(value);
    }
}
