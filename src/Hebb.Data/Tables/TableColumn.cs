using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>How the texts of one column become numbers: a plain description, and the figures taken from the training rows.</summary>
/// <remarks>A column holds the figures of the rows that it was fitted to last: give each <see cref="FeatureSpace"/> columns of its own.</remarks>
public abstract class TableColumn
{
    private const int MostBuckets = Dataset.MostClasses;   // as there: each would be a number of every input

    private protected TableColumn(string name) => Name = !string.IsNullOrEmpty(name) ? name
        : throw new OptionException($"{GetType().Name}: the column has no name.", name is null ? "name null" : "name ''",
            "give the name that it has in the table");

    /// <summary>The name of the column in the table.</summary>
    public string Name { get; }

    /// <summary>What each of the numbers is called: <c>body_mass_g</c>, or <c>island=Biscoe</c>, <c>island=Dream</c>.</summary>
    public abstract IReadOnlyList<string> Features { get; }

    /// <summary>Finds the figures in the rows to train on. The column keeps those that it has until what this gives back is called, so that all columns of a
    /// space are fitted or none.</summary>
    internal abstract Action Adapt(DataTable table);

    /// <summary>Writes the numbers of one row.</summary>
    internal abstract void Encode(DataTable table, int row, Span<float> to);

    /// <summary>Writes down what <see cref="FeatureSpace"/> makes an equal column from.</summary>
    internal abstract void Configure(JsonObject config);

    /// <summary>A number of buckets that a hash can have.</summary>
    private protected static int RequireBuckets(string type, string option, int value) => value is >= 1 and <= MostBuckets ? value
        : throw new OptionException($"{type}: the number of buckets is {value}.", $"{option} {value}",
            $"use 1 to {MostBuckets}; twice as many as there are to keep apart is usual");

    /// <summary>An option that is one of its type's names.</summary>
    private protected static T Known<T>(T value, string type, string option) where T : struct, Enum => Enum.IsDefined(value) ? value
        : throw new OptionException($"{type}: there is no {typeof(T).Name} of the number {value:D}.", $"{option} {value:D}",
            $"use {typeof(T).Name}.{string.Join(", ", Enum.GetNames<T>())}");

    /// <summary>Whether an option says anything about the column beside its others.</summary>
    private protected virtual bool Matters(string option) => true;

    /// <summary>The type with its configuration, for people; of very many categories the first.</summary>
    public override string ToString()
    {
        JsonObject config = [];
        Configure(config);
        return $"{Name}: {string.Join(", ", config.Where(pair => Matters(pair.Key)).Select(static pair => $"{pair.Key} {Show(pair.Value!)}"))}";
    }

    // Texts stand as they are in the table, where JSON would escape some characters.
    private static string Show(JsonNode value) => value switch
    {
        JsonArray texts => $"[{string.Join(",", texts.Take(Most).Select(static text => $"\"{text}\""))}"
            + (texts.Count > Most ? $",... {texts.Count} in all]" : "]"),
        _ when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => value.ToJsonString(),
    };

    private const int Most = 20;   // of categories that are printed
}
