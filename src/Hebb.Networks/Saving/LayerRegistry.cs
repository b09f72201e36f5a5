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

    /// <summary>This registry with one more type of layer.</summary>
    /// <param name="type">The name of the class.</param>
    /// <param name="create">Makes the layer from what its <see cref="Layer.Configure"/> wrote.</param>
    public LayerRegistry With(string type, Func<JsonObject, Layer> create) => new(new(_factories) { [type] = create });

    internal bool TryCreate(string type, JsonObject config, out Layer layer)
    {
        layer = null!;
        if (!_factories.TryGetValue(type, out Func<JsonObject, Layer>? create)) return false;
        layer = create(config);
        return true;
    }
}
