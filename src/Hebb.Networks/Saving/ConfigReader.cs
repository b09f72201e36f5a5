using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Reads a configuration that nobody vouches for: every value is checked, and one that nobody asked for is an error.</summary>
internal sealed class ConfigReader(JsonObject config, string subject)
{
    private const string Fix = "save the model again, or write the value as Configure does";

    private readonly HashSet<string> _read = [];

    /// <summary>A whole number.</summary>
    public int Int(string name) => AsInt(Required(name), name);

    /// <summary>A whole number, or its default.</summary>
    public int Int(string name, int otherwise) => Optional(name) is { } value ? AsInt(value, name) : otherwise;

    /// <summary>A whole number, or none.</summary>
    public int? Limit(string name) => Optional(name) is { } value ? AsInt(value, name) : null;

    /// <summary>Whole numbers.</summary>
    public int[] Ints(string name) =>
        Required(name) is JsonArray array ? [.. array.Select(element => AsInt(element, name))] : throw Not(name, "a list of whole numbers");

    /// <summary>Whole numbers, or their default.</summary>
    public int[] Ints(string name, int[] otherwise) => Optional(name) is null ? otherwise : Ints(name);

    /// <summary>A number.</summary>
    public double Number(string name) => AsNumber(Required(name), name);

    /// <summary>A number, or its default.</summary>
    public double Number(string name, double otherwise) => Optional(name) is { } value ? AsNumber(value, name) : otherwise;

    /// <summary>A number, or none.</summary>
    public double? NumberOrNone(string name) => Optional(name) is { } value ? AsNumber(value, name) : null;

    /// <summary>True or false, or its default.</summary>
    public bool Flag(string name, bool otherwise) => Optional(name) is not { } value ? otherwise
        : value is JsonValue flag && flag.TryGetValue(out bool result) ? result : throw Not(name, "true or false");

    /// <summary>A text.</summary>
    public string Text(string name) => AsText(Required(name), name, "a text");

    /// <summary>A list of texts.</summary>
    public string[] Texts(string name) => Required(name) is JsonArray array
        ? [.. array.Select(element => AsText(element, name, "a list of texts"))]
        : throw Not(name, "a list of texts");

    /// <summary>A value of an enumeration by its name, or its default.</summary>
    public T Choice<T>(string name, T otherwise) where T : struct, Enum => Optional(name) is null ? otherwise : Choice<T>(name);

    /// <summary>A value of an enumeration by its name; not by its number, nor with spaces around it.</summary>
    public T Choice<T>(string name) where T : struct, Enum =>
        Text(name) is var text && Array.IndexOf(Enum.GetNames<T>(), text) >= 0 ? Enum.Parse<T>(text)
            : throw Not(name, $"one of {string.Join(", ", Enum.GetNames<T>())}");

    /// <summary>One number for both, or a height and a width.</summary>
    public Size2D Size(string name, Size2D? otherwise = null)
    {
        JsonNode? value = Optional(name);
        if (value is null && otherwise is { } known) return known;
        return value switch
        {
            JsonArray { Count: 2 } pair => (AsInt(pair[0], name), AsInt(pair[1], name)),
            JsonValue => AsInt(value, name),
            _ => throw Not(name, "a whole number or two"),
        };
    }

    /// <summary>The activation; none when it is not written.</summary>
    public Activation? Activation(string name = "activation") => Optional(name) is null ? null : Hebb.Activation.Parse(Text(name));

    /// <summary>An initializer, or its default.</summary>
    public Initializer Initializer(string name, Initializer otherwise) => Optional(name) is null ? otherwise : Hebb.Initializer.Parse(Text(name));

    /// <summary>A regularizer; none when it is not written.</summary>
    public Regularizer? Regularizer(string name) => Optional(name) is null ? null : Hebb.Regularizer.Parse(Text(name));

    /// <summary>A constraint; none when it is not written.</summary>
    public Constraint? Constraint(string name) => Optional(name) is null ? null : Hebb.Constraint.Parse(Text(name));

    /// <summary>What happens at the borders.</summary>
    public Padding Padding() => Optional("padding") is null ? Hebb.Padding.Valid : Text("padding") switch
    {
        "same" => Hebb.Padding.Same,
        "valid" => Hebb.Padding.Valid,
        _ => throw Not("padding", "'same' or 'valid'"),
    };

    /// <summary>In which order elements are listed.</summary>
    public ElementOrder Order() => Optional("order") is null ? ElementOrder.RowMajor : Text("order") switch
    {
        "column_major" => ElementOrder.ColumnMajor,
        "row_major" => ElementOrder.RowMajor,
        _ => throw Not("order", "'row_major' or 'column_major'"),
    };

    /// <summary>How convolutions are computed.</summary>
    public ConvolutionAlgorithm Algorithm() => Optional("algorithm") is null ? ConvolutionAlgorithm.Auto : Text("algorithm") switch
    {
        "auto" => ConvolutionAlgorithm.Auto,
        "direct" => ConvolutionAlgorithm.Direct,
        _ => throw Not("algorithm", "'auto' or 'direct'"),
    };

    /// <summary>An element type.</summary>
    public DType Type(string name) =>
        Text(name) is var text && Array.IndexOf(Enum.GetNames<DType>(), text) >= 0 ? Enum.Parse<DType>(text)
            : throw Not(name, "an element type, such as 'Float32'");

    /// <summary>Refuses what nobody asked for: an option of a newer Hebb must not be dropped in silence.</summary>
    public void Finish()
    {
        foreach ((string name, JsonNode? _) in config)
            if (!_read.Contains(name))
                throw new DataException($"{subject}: there is no option '{name}'.", $"found {config.ToJsonString()}",
                    "update Hebb, or take the option out of the file");
    }

    private string AsText(JsonNode? node, string name, string expected)
    {
        try
        {
            return node is JsonValue value && value.TryGetValue(out string? text) ? text : throw Not(name, expected);
        }
        catch (InvalidOperationException e)
        {
            throw new DataException($"{subject}: '{name}' holds half of a surrogate pair, which is no text.",
                "an escape between \\ud800 and \\udfff without its other half", Fix, e);
        }
    }

    private int AsInt(JsonNode? node, string name) => node is JsonValue value && value.TryGetValue(out int number) ? number : throw Not(name, "a whole number");

    // JSON has no infinities, so that these are written as text.
    private double AsNumber(JsonNode node, string name) => node is not JsonValue value ? throw Not(name, "a number")
        : value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out double number) ? number
        : value.TryGetValue(out string? text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && !double.IsFinite(number)
            ? number
        : throw Not(name, "a number");

    private JsonNode Required(string name) =>
        Optional(name) ?? throw new DataException($"{subject}: there is no '{name}'.", $"found {config.ToJsonString()}", Fix);

    private JsonNode? Optional(string name)
    {
        _read.Add(name);
        return config[name];
    }

    private DataException Not(string name, string expected) =>
        new($"{subject}: '{name}' should be {expected}.", $"found {config[name]?.ToJsonString() ?? "nothing"}", Fix);
}
