using System.Globalization;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>How the values of a layer's configuration look in JSON.</summary>
internal static class ConfigJson
{
    /// <summary>One number for a square, two for a rectangle.</summary>
    public static JsonNode ToJson(this Size2D size) => size.Height == size.Width ? JsonValue.Create(size.Height) : new JsonArray(size.Height, size.Width);

    /// <summary>A number; infinities and NaN as text, since JSON has none.</summary>
    public static JsonNode ToJson(this double number) =>
        double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Numbers, as a list.</summary>
    public static JsonArray ToJson(this ReadOnlySpan<int> numbers)
    {
        JsonArray array = [];
        foreach (int number in numbers) array.Add((JsonNode)number);
        return array;
    }

    /// <summary>Writes an initializer that is not the layer's default.</summary>
    public static void Set(this JsonObject config, string name, Initializer? initializer, Initializer usual)
    {
        if (initializer is not null && initializer != usual) config[name] = initializer.Name;
    }

    /// <summary>Writes a regularizer, if there is one.</summary>
    public static void Set(this JsonObject config, string name, Regularizer? regularizer)
    {
        if (regularizer is not null) config[name] = regularizer.Name;
    }

    /// <summary>Writes a constraint, if there is one.</summary>
    public static void Set(this JsonObject config, string name, Constraint? constraint)
    {
        if (constraint is not null) config[name] = constraint.Name;
    }
}
