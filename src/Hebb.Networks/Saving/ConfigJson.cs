using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>How the values of a layer's configuration look in JSON.</summary>
internal static class ConfigJson
{
    /// <summary>One number for a square, two for a rectangle.</summary>
    public static JsonNode ToJson(this Size2D size) => size.Height == size.Width ? JsonValue.Create(size.Height) : new JsonArray(size.Height, size.Width);
}
