using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Makes a model from an <c>architecture.json</c> that nobody vouches for: it can name layers and ops and connect them, and do nothing else.</summary>
internal sealed class ArchitectureReader(LayerRegistry registry)
{
    private const string Fix = "save it again, or copy the file again from where it came";

    /// <summary>Makes the model; its weights are not yet those of the file.</summary>
    /// <param name="text">The JSON text.</param>
    /// <param name="registry">The layers that it may name.</param>
    /// <param name="weightBytes">The size of the weights that come with it. A model that needs more is refused before it takes the memory.</param>
    /// <exception cref="DataException">The text is not what <see cref="ArchitectureWriter"/> writes, names what is not known, or does not fit
    /// together.</exception>
    public static Model Read(ReadOnlyMemory<byte> text, LayerRegistry registry, long weightBytes)
    {
        const string Subject = "Load: the architecture";
        JsonElement root = StrictJson.Parse(text, Subject);
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("version", out JsonElement number) && number.ValueKind == JsonValueKind.Number
            && number.TryGetInt64(out long version) && version > ArchitectureWriter.Version)
            throw new DataException("Load: the model was written by a newer Hebb.",
                $"version {version} of the architecture; this Hebb reads up to {ArchitectureWriter.Version}", "update Hebb");
        JsonElement[] parts = StrictJson.Object(root, Subject, "version", "frozen", "model");
        if (StrictJson.Count(parts[0], Subject + ": the version") != ArchitectureWriter.Version)
            throw new DataException("Load: the architecture is of another format.", $"version {parts[0].GetRawText()}", Fix);
        long? outer = LayerScope.BeginBudget(weightBytes);
        try
        {
            if (new ArchitectureReader(registry).Layer(parts[2]) is not Model model)
                throw new DataException("Load: the architecture is a layer, not a model.", "Sequential or Functional is expected", Fix);
            Freeze(model, StrictJson.Array(parts[1], Subject + ": the list of frozen modules"));
            return model;
        }
        catch (Exception e) when (e is not (DataException or OutOfMemoryException))
        {
            DataException error = new($"Load: the layers in the file do not fit together. {(e is HebbException hebb ? hebb.What : e.Message)}",
                e is HebbException { Values: var values } ? values : e.GetType().Name, Fix, e);
            if (e is HebbException { Where: var places })
                for (int i = places.Count - 1; i >= 0; i--) error.Within(places[i]);
            throw error;
        }
        finally
        {
            LayerScope.EndBudget(outer);
        }
    }

    private static void Freeze(Model model, JsonElement[] paths)
    {
        Dictionary<string, Module> modules = new(StringComparer.Ordinal);
        foreach ((string path, Module module) in ModelWeights.Modules(model)) modules.TryAdd(path, module);
        foreach (JsonElement element in paths)
        {
            string path = StrictJson.Text(element, "Load: a frozen module");
            if (!modules.TryGetValue(path, out Module? module))
                throw new DataException("Load: the list of frozen modules names one that is not there.", $"module '{path}'", Fix);
            module.Trainable = false;
        }
    }

    private Layer Layer(JsonElement element)
    {
        const string Subject = "Load: a layer";
        string type = element.ValueKind == JsonValueKind.Object && element.TryGetProperty("type", out JsonElement found)
            ? StrictJson.Text(found, "Load: the type of a layer") : "";
        if (type is nameof(Sequential) or nameof(Functional)) return Model(element, type == nameof(Functional));
        JsonElement[] parts = StrictJson.Object(element, Subject, "type", "name", "config");
        string name = Name(parts[1]);
        if (parts[2].ValueKind != JsonValueKind.Object)
            throw new DataException("Load: a layer's configuration is not an object.", $"layer '{name}' of type {type}", Fix);
        Layer layer = registry.Create(type, name, JsonObject.Create(parts[2])!);
        layer.GiveName(name, isChosen: true);
        return layer;
    }

    private Model Model(JsonElement element, bool isFunctional)
    {
        const string Subject = "Load: a model";
        JsonElement[] parts = isFunctional ? StrictJson.Object(element, Subject, "type", "name", "seed", "classNames", "inputs", "layers", "nodes", "outputs")
            : StrictJson.Object(element, Subject, "type", "name", "seed", "classNames", "inputs", "layers", "order");
        string name = Name(parts[1]);
        if (parts[2].ValueKind != JsonValueKind.Number || !parts[2].TryGetUInt64(out ulong seed))
            throw new DataException("Load: a model's seed is not a whole number.", $"seed {parts[2].GetRawText()}", Fix);
        Tensor[] inputs = [.. StrictJson.Array(parts[4], "Load: the inputs of a model").Select(Input)];
        Layer[] layers = [.. StrictJson.Array(parts[5], "Load: the layers of a model").Select(Layer)];
        Model model = isFunctional ? Functional(inputs, layers, parts[6], parts[7], name, seed) : Sequential(inputs, layers, parts[6], name, seed);
        if (parts[3].ValueKind != JsonValueKind.Null)
            model.ClassNames = [.. StrictJson.Array(parts[3], "Load: the class names").Select(static text => StrictJson.Text(text, "Load: a class name"))];
        return model;
    }

    private static Sequential Sequential(Tensor[] inputs, Layer[] layers, JsonElement order, string name, ulong seed)
    {
        if (inputs.Length != 1) throw new DataException("Load: a stack of layers has one input.", $"'{name}' has {inputs.Length}", Fix);
        Sequential model = new(inputs[0], name, seed);
        foreach (JsonElement index in StrictJson.Array(order, "Load: the order of the layers")) model.Add(layers[Index(index, layers.Length, "layer")]);
        return model;
    }

    private static Functional Functional(Tensor[] inputs, Layer[] layers, JsonElement nodes, JsonElement outputs, string name, ulong seed)
    {
        List<Tensor> values = [.. inputs];
        foreach (JsonElement node in StrictJson.Array(nodes, "Load: the applications"))
        {
            const string Subject = "Load: an application";
            bool isLayer = node.ValueKind == JsonValueKind.Object && node.TryGetProperty("layer", out _);
            JsonElement[] parts = isLayer ? StrictJson.Object(node, Subject, "layer", "inputs")
                : StrictJson.Object(node, Subject, "op", "attributes", "inputs");
            Tensor[] given = [.. StrictJson.Array(parts[^1], Subject + ": its inputs").Select(value => Value(value, values))];
            if (isLayer) values.Add(layers[Index(parts[0], layers.Length, "layer")].Call(given));
            else values.AddRange(Apply(parts[0], parts[1], given));
        }
        return new(inputs, [.. StrictJson.Array(outputs, "Load: the outputs").Select(value => Value(value, values))], name, seed);
    }

    private static IReadOnlyList<Tensor> Apply(JsonElement op, JsonElement attributes, Tensor[] inputs)
    {
        string name = StrictJson.Text(op, "Load: the name of an op");
        if (attributes.ValueKind != JsonValueKind.Object)
            throw new DataException("Load: an op's attributes are not an object.", $"op {name}, found {attributes.ValueKind}", Fix);
        return OpRegistry.Default.Call(name, inputs, JsonObject.Create(attributes)!);
    }

    private static Tensor Input(JsonElement element)
    {
        JsonElement[] parts = StrictJson.Object(element, "Load: an input", "shape", "type");
        int[] shape = [.. StrictJson.Array(parts[0], "Load: the shape of an input").Select(static extent => Extent(extent))];
        return Hebb.Model.Input(Shape.Create(shape), Type(parts[1]));
    }

    private static Tensor Value(JsonElement element, List<Tensor> values)
    {
        if (element.ValueKind == JsonValueKind.Number) return values[Index(element, values.Count, "value")];
        JsonElement[] parts = StrictJson.Object(element, "Load: a constant", "constant", "type");
        ConfigReader constant = new(JsonObject.Create(element)!, "Load: a constant");
        return Type(parts[1]) switch
        {
            DType.Bool => Tensor.From([constant.Flag("constant", false)], []),
            DType.Int64 => Tensor.From([parts[0].GetInt64()], []),
            var type => Tensor.Scalar(constant.Number("constant"), type),
        };
    }

    private static DType Type(JsonElement element) =>
        Enum.TryParse(StrictJson.Text(element, "Load: an element type"), out DType type) && Enum.IsDefined(type) ? type
        : throw new DataException("Load: there is no such element type.", $"type {element.GetRawText()}", Fix);

    private static int Extent(JsonElement element) => StrictJson.Count(element, "Load: an extent") is var extent && extent <= int.MaxValue ? (int)extent
        : throw new DataException("Load: an extent is larger than any tensor's.", $"extent {extent}", Fix);

    private static int Index(JsonElement element, int count, string what) =>
        StrictJson.Count(element, $"Load: the number of a {what}") is var index && index < count ? (int)index
        : throw new DataException($"Load: there is no {what} of this number.", $"{what} {index} of {count}", Fix);

    private static string Name(JsonElement element) => StrictJson.Text(element, "Load: the name of a layer") is { Length: > 0 } name ? name
        : throw new DataException("Load: a layer has an empty name.", "name ''", Fix);
}
