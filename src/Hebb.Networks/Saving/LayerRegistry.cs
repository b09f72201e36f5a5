using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Which layers a file may name, and how each is made from its configuration: an explicit list, since nothing is found by reflection.</summary>
/// <example><code>
/// LayerRegistry registry = LayerRegistry.Default.With("GatedLinear", config => new GatedLinear((int)config["units"]!));
/// Model model = Model.Load("gated.hebb", registry);
/// </code></example>
public sealed partial class LayerRegistry
{
    private readonly Dictionary<string, Func<JsonObject, Layer>> _factories;

    private LayerRegistry(Dictionary<string, Func<JsonObject, Layer>> factories) => _factories = factories;

    /// <summary>The types that it knows, sorted.</summary>
    public IEnumerable<string> Types => _factories.Keys.Order(StringComparer.Ordinal);

    /// <summary>This registry with one more type of layer.</summary>
    /// <param name="type">The name of the class.</param>
    /// <param name="create">Makes the layer from what its <see cref="Layer.Configure"/> wrote.</param>
    public LayerRegistry With(string type, Func<JsonObject, Layer> create)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentNullException.ThrowIfNull(create);
        return new(new(_factories) { [type] = create });
    }

    /// <summary>This registry with one more function for <see cref="Lambda"/> layers.</summary>
    /// <param name="name">Its name, as the layer was given it.</param>
    /// <param name="function">The function itself.</param>
    /// <example><code>Model model = Model.Load("swish.hebb", LayerRegistry.Default.WithFunction("swish", static x => x * x.Sigmoid()));</code></example>
    public LayerRegistry WithFunction(string name, Func<Tensor, Tensor> function)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(function);
        Func<JsonObject, Layer> others = _factories[nameof(Lambda)];
        return With(nameof(Lambda), config => Checked(c => c.Text("function") == name ? new Lambda(function, name) : others(config))(config));
    }

    /// <summary>Makes the layer that a file describes.</summary>
    /// <exception cref="DataException">The type is not known, or the configuration is not one of its.</exception>
    internal Layer Create(string type, string name, JsonObject config)
    {
        if (!_factories.TryGetValue(type, out Func<JsonObject, Layer>? create))
            throw new DataException($"Load: there is no layer '{type}'.", $"layer '{name}' of type {type}, made from {config.ToJsonString()}",
                $"when the class is yours, tell how it is made with registry: LayerRegistry.Default.With(\"{type}\", config => new {type}(...))");
        try
        {
            return create(config) ?? throw new InvalidOperationException("The registry's function returned null.");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new DataException($"Load: the layer '{name}' cannot be made: {(e is HebbException hebb ? hebb.What : e.Message)}",
                $"{type} {config.ToJsonString()}",
                e is UsageException usage ? usage.Fix : config.Count == 0 && e is not HebbException
                    ? $"the file tells nothing about this layer: let {type} override Configure before it is saved, and for this file give the numbers "
                        + $"yourself: With(\"{type}\", _ => new {type}(...))"
                    : "save the model again with the layers as they are now", e);
        }
    }
}
