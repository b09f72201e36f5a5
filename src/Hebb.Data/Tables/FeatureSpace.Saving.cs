using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hebb;

public sealed partial class FeatureSpace
{
    private const string Asset = "features.json", Subject = "FeatureSpace: the saved columns";
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
        JsonElement root = StrictJson.Parse(text, Subject);
        JsonElement[] parts = StrictJson.Object(root, Subject, "version", "columns", "target");
        if (StrictJson.Count(parts[0], Subject + ": the version") is not Version and var version)
            throw new DataException($"{Subject} are of another version.", $"version {version}; this Hebb reads {Version}",
                "update Hebb, or attach the space again");
        FeatureSpace space = new() { Target = parts[2].ValueKind == JsonValueKind.Null ? null : Column(parts[2]) };
        foreach (JsonElement column in StrictJson.Array(parts[1], Subject)) space.Add(Column(column));
        space._isAdapted = true;
        return space;
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
            throw new DataException($"{Subject} hold something that is no column.", $"found {element.ValueKind}", "attach the space again");
        ConfigReader reader = new(JsonObject.Create(element)!, Subject);
        string name = reader.Text("name");
        if (name.Length == 0) throw new DataException($"{Subject} hold one without a name.", "name ''", "attach the space again");
        TableColumn column = reader.Text("type") switch
        {
            "numeric" => new NumericColumn(name)
            {
                Scaling = Choice<Scaling>(reader, "scaling"),
                Missing = Choice<MissingNumber>(reader, "missing"),
                MissingIndicator = reader.Flag("missingIndicator", false),
            }.With(Figure(reader, "offset"), Figure(reader, "scale") is not 0 and var scale ? scale : 1, Figure(reader, "fill")),
            "categorical" => new CategoricalColumn(name)
            {
                Output = Choice<CategoryOutput>(reader, "output"),
                Unknown = Choice<UnknownCategory>(reader, "unknown"),
                Buckets = reader.Int("buckets"),
            }.With(reader.Texts("categories")),
            "crossed" => new CrossedColumn(reader.Int("buckets"), reader.Texts("columns")),
            var type => throw new DataException($"{Subject} hold a kind that is not known.", $"type '{type}'", "update Hebb, or attach the space again"),
        };
        reader.Finish();
        return column;
    }

    private static double Figure(ConfigReader reader, string name) => reader.Number(name) is var number && double.IsFinite(number) ? number
        : throw new DataException($"{Subject} hold a figure that is not finite.", $"{name} {number}", "attach the space again");

    private static T Choice<T>(ConfigReader reader, string name) where T : struct, Enum =>
        Enum.TryParse(reader.Text(name), out T choice) && Enum.IsDefined(choice) ? choice
        : throw new DataException($"{Subject} hold an option that is not known.", $"{name} '{reader.Text(name)}'", "update Hebb, or attach the space again");
}
