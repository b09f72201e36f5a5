using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Writes what a model is made of, without its weights: the entry <c>architecture.json</c> of a <c>.hebb</c> file.</summary>
/// <remarks>
/// A layer is its type, its name and what <see cref="Layer.Configure"/> writes; a model stands where a layer does. A functional model lists its layers once,
/// and then the applications in the order in
/// which they are run: each names what it applies and the values it is given. Values are numbered, the inputs first, then the outputs of each application.
/// <c>docs/formats.md</c> shows an example.
/// </remarks>
internal sealed class ArchitectureWriter
{
    /// <summary>The version of the format.</summary>
    public const int Version = 1;

    private readonly Dictionary<Layer, string> _written = new(ReferenceEqualityComparer.Instance);

    /// <summary>The text.</summary>
    /// <exception cref="UsageException">The model holds something that a file cannot.</exception>
    public static byte[] Write(Model model)
    {
        JsonObject architecture = new()
        {
            ["version"] = Version,
            ["frozen"] = new JsonArray([.. ModelWeights.Modules(model).Where(static at => !at.Module.Trainable).Select(static at => (JsonNode)at.Path)]),
            ["model"] = new ArchitectureWriter().Describe(model, model.Name),
        };
        byte[] text = StrictJson.Write(json => architecture.WriteTo(json));
        RequireReadable(text, model);
        return text;
    }

    // What could not be loaded must not be saved: the weights would be lost.
    private static void RequireReadable(byte[] text, Model model)
    {
        try
        {
            StrictJson.Parse(text, "the architecture");
        }
        catch (DataException e)
        {
            throw new UsageException($"Save: the file could not be loaded again: {e.What}", $"in '{model.Name}', {e.Values}",
                "nest models less deeply: some twenty levels within one another always work", e);
        }
    }

    private JsonObject Describe(Layer layer, string within)
    {
        if (!_written.TryAdd(layer, within))
            throw new UsageException($"Save: the layer '{layer.Name}' is in two models at once.", $"in '{_written[layer]}' and in '{within}'",
                "a file keeps a layer that is shared within one model only: give each its own layer, or share the whole inner model");
        if (layer is Model model) return Describe(model);
        (layer as Lambda)?.RequireName();
        JsonObject config = [];
        layer.Configure(config);
        return new() { ["type"] = layer.GetType().Name, ["name"] = layer.Name, ["config"] = config };
    }

    private JsonObject Describe(Model model)
    {
        JsonObject written = new()
        {
            ["type"] = model.GetType().Name,
            ["name"] = model.Name,
            ["seed"] = model.Seed,
            ["classNames"] = model.ClassNames is { } names ? new JsonArray([.. names.Select(static name => (JsonNode)name)]) : null,
            ["inputs"] = new JsonArray([.. model.Inputs.Select(Input)]),
        };
        if (model is Functional functional) Add(functional, written);
        else Add((Sequential)model, written);
        return written;
    }

    private void Add(Sequential model, JsonObject written)
    {
        List<Layer> layers = [.. model.Layers.Distinct()];
        written["layers"] = new JsonArray([.. layers.Select(layer => Describe(layer, model.Name))]);
        written["order"] = new JsonArray([.. model.Layers.Select(layer => (JsonNode)layers.IndexOf(layer))]);
    }

    private void Add(Functional model, JsonObject written)
    {
        List<Layer> layers = [.. model.Layers];
        written["layers"] = new JsonArray([.. layers.Select(layer => Describe(layer, model.Name))]);
        Dictionary<GraphNode, int> first = [];
        int values = 0;
        JsonArray nodes = [];
        foreach (GraphNode node in model.Nodes)
        {
            first[node] = values;
            values += node.Outputs.Count;
            if (node is InputNode) continue;
            JsonObject application = [];
            if (node is LayerNode { Layer: var layer })
            {
                application["layer"] = layers.IndexOf(layer);
            }
            else
            {
                (string name, JsonObject attributes) = OpRegistry.Default.Write(((OpNode)node).Op);
                application["op"] = name;
                application["attributes"] = attributes;
            }
            application["inputs"] = new JsonArray([.. node.Inputs.Select(input => Value(input, first))]);
            nodes.Add((JsonNode)application);
        }
        written["nodes"] = nodes;
        written["outputs"] = new JsonArray([.. model.Outputs.Select(output => Value(output, first))]);
    }

    private static JsonObject Input(Tensor input)
    {
        int[] sample = input.Shape[1..].Span.ToArray();
        return new JsonObject { ["shape"] = ((ReadOnlySpan<int>)sample).ToJson(), ["type"] = input.DType.ToString() };
    }

    // The number of a value, or a constant itself.
    private static JsonNode Value(Tensor tensor, Dictionary<GraphNode, int> first)
    {
        if (tensor.Symbol is { } symbol) return JsonValue.Create(first[symbol.Producer] + symbol.Output);
        if (tensor is Variable or { Rank: > 0 })
            throw new UsageException("Save: a file cannot hold a tensor of values between the layers.",
                $"a constant {tensor.Spec}{(tensor is Variable variable ? $", variable '{variable.Name}'" : "")}",
                "put it into a layer of your own, as a parameter or a state");
        JsonNode value = tensor.DType switch
        {
            DType.Bool => tensor.ToArray<bool>()[0],
            DType.Int64 => tensor.ToArray<long>()[0],
            _ => tensor.ToScalar().ToJson(),
        };
        return new JsonObject { ["constant"] = value, ["type"] = tensor.DType.ToString() };
    }
}
