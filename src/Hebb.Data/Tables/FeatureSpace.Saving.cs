using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hebb;

public sealed partial class FeatureSpace
{
    private const string Asset = "features.json", Subject = $"FeatureSpace: the asset '{Asset}'", Fix = "attach the space to the model again, and save it";
    private const int Version = 1;

    /// <summary>Puts a copy of this space into the model, whose <see cref="Model.Save"/> writes it into the same file; <see cref="Of"/> gives it back. The
    /// classes of the target become the model's class names.</summary>
    /// <returns>The model.</returns>
    /// <exception cref="UsageException">The space is not fitted yet.</exception>
    public Model AttachTo(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        RequireAdapted();
        JsonObject written = new()
        {
            ["version"] = Version,
            ["columns"] = new JsonArray([.. _columns.Select(static column => (JsonNode)Describe(column))]),
            ["target"] = Target is null ? null : Describe(Target),
        };
        model.Assets[Asset] = StrictJson.Write(json => written.WriteTo(json));
        if (Classes > 0) model.ClassNames = ClassNames;
        return model;
    }

    /// <summary>The space that was attached to a model, as it was fitted.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    /// <exception cref="DataException">What is attached is not what <see cref="AttachTo"/> writes.</exception>
    public static FeatureSpace Of(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!model.Assets.TryGetValue(Asset, out byte[]? text))
            throw new UsageException($"FeatureSpace: the model '{model.Name}' does not know how its inputs were encoded.", $"no asset '{Asset}'",
                "attach the space before the model is saved: space.AttachTo(model)");
        try
        {
            return Read(text);
        }
        catch (HebbException e) when (e.Within($"model '{model.Name}'"))
        {
            throw;
        }
    }

    private static FeatureSpace Read(byte[] text)
    {
        JsonElement root = StrictJson.Parse(text, Subject);
        JsonElement[] parts = StrictJson.Object(root, Subject, "version", "columns", "target");
        if (StrictJson.Count(parts[0], Subject + ": the version") is not Version and var version)
            throw new DataException($"{Subject} is of another version.", $"version {version}; this Hebb reads {Version}",
                "update Hebb, or attach the space again");
        try
        {
            FeatureSpace space = new(target: parts[2].ValueKind == JsonValueKind.Null ? null : Column(parts[2]));
            foreach (JsonElement column in StrictJson.Array(parts[1], Subject + ": the columns")) space.Add(Column(column));
            if (space._columns.Count == 0) throw new DataException($"{Subject} holds no columns.", "columns []", Fix);
            space._isAdapted = true;
            return space;
        }
        catch (OptionException e)   // a column of a file is not one of somebody's program
        {
            throw new DataException($"{Subject} holds a column that cannot be.", $"{e.What} {e.Values}", Fix, e);
        }
    }

    private static JsonObject Describe(TableColumn column)
    {
        JsonObject config = new() { ["name"] = column.Name };
        column.Configure(config);
        return config;
    }

    private static TableColumn Column(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new DataException($"{Subject} holds something that is no column.", $"found {element.ValueKind}", Fix);
        ConfigReader reader = new(JsonObject.Create(element)!, Subject);
        string name = reader.Text("name");
        TableColumn column = reader.Text("type") switch
        {
            "numeric" => new NumericColumn(name)
            {
                Scaling = reader.Choice<Scaling>("scaling"),
                Missing = reader.Choice<MissingNumber>("missing"),
                MissingIndicator = reader.Flag("missingIndicator", false),
            }.With(Figure(reader, "offset"), Figure(reader, "scale") is > 0 and var scale ? scale
                : throw new DataException($"{Subject} holds a scale that is not above zero.", $"column '{name}'", Fix), Figure(reader, "fill")),
            "categorical" => new CategoricalColumn(name)
            {
                Output = reader.Choice<CategoryOutput>("output"),
                Unknown = reader.Choice<UnknownCategory>("unknown"),
                Buckets = reader.Int("buckets"),
            }.With(Categories(reader)),
            "crossed" => new CrossedColumn(reader.Int("buckets"), reader.Texts("columns")),
            var type => throw new DataException($"{Subject} holds a column of a kind that is not known.", $"type '{type}'",
                "update Hebb, or attach the space again"),
        };
        reader.Finish();
        if (column.Name != name) throw new DataException($"{Subject} holds a column under a wrong name.", $"name '{name}', columns '{column.Name}'", Fix);
        return column;
    }

    private static double Figure(ConfigReader reader, string name) => reader.Number(name) is var number && double.IsFinite(number) ? number
        : throw new DataException($"{Subject} holds a figure that is not finite.", FormattableString.Invariant($"{name} {number}"), Fix);

    private static string[] Categories(ConfigReader reader) =>
        reader.Texts("categories") is var categories && CategoricalColumn.AreCategories(categories) ? categories
        : throw new DataException($"{Subject} holds categories that are not one or more, sorted, each once.",
            $"{categories.Length} categories {string.Join(", ", categories.Take(20).Select(static category => $"'{category}'"))}", Fix);
}
