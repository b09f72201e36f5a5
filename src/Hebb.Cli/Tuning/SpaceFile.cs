using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Hebb.Cli;

/// <summary>A file that says which settings of a recipe a search may choose: a JSON object with a range, a list or a fixed value for each.</summary>
/// <param name="path">The file.</param>
/// <param name="recipe">Whose settings they are.</param>
internal sealed class SpaceFile(string path, Recipe recipe)
{
    private const string Example = """write an object such as {"learning_rate": {"from": 1e-4, "to": 1e-1, "scale": "log"}, "units": [64, 128]}""";
    private readonly Dictionary<string, int> _lines = [];   // on which line each setting stands

    /// <summary>The space.</summary>
    /// <exception cref="OptionException">There is no such file.</exception>
    /// <exception cref="DataException">It is no JSON, or says what cannot be.</exception>
    public SearchSpace Read()
    {
        byte[] text = AtomicFile.ReadAllBytes(path);
        if (text.AsSpan().StartsWith("\uFEFF"u8)) text = text[3..];
        if (!Utf8.IsValid(text)) throw Mistake(1, "the space is not valid UTF-8 text.", $"{text.Length} bytes", "save it as UTF-8");
        JsonElement root = Parse(text);
        if (root.ValueKind != JsonValueKind.Object) throw Mistake(1, "the space is not an object.", $"found {Shorten(root)}", Example);
        List<Hyperparameter> all = [];
        foreach (JsonProperty property in root.EnumerateObject()) all.Add(Read(property.Name, property.Value));
        if (all.Count == 0) throw Mistake(1, "the space is empty: there is nothing to search.", "found {}", Example);
        return SearchSpace.Of([.. all]);
    }

    private JsonElement Parse(byte[] text)
    {
        try
        {
            FindLines(text);
            return JsonElement.Parse(text, new() { AllowDuplicateProperties = false, MaxDepth = 8 });
        }
        catch (InvalidOperationException e)
        {
            throw Mistake(1, "the space holds half of a surrogate pair, which is no text.", e.Message.TrimEnd('.'), "write the character itself");
        }
        catch (JsonException e)
        {
            string reason = e.Message;
            int end = reason.IndexOf(" LineNumber:", StringComparison.Ordinal);
            if (end > 0) reason = reason[..end];
            reason = reason.Replace(" which is not supported in this mode. Change the reader options.", "", StringComparison.Ordinal);   // nobody here can
            throw Mistake((int)(e.LineNumber ?? 0) + 1, "the space is not valid JSON.", reason.TrimEnd('.'), Example);
        }
    }

    // The parser has no lines for what it has understood.
    private void FindLines(byte[] text)
    {
        Utf8JsonReader reader = new(text);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.String)) continue;
            string name = reader.GetString()!;
            int line = 1 + text.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && !_lines.TryAdd(name, line))
                throw Mistake(line, $"'{name}' comes twice.", $"first in line {_lines[name]}", "give each setting once");
        }
    }

    private Hyperparameter Read(string name, JsonElement value)
    {
        string[] names = [.. recipe.AllSettings.Select(static known => known.Name)];
        RecipeSetting setting = recipe.AllSettings.FirstOrDefault(known => known.Name == name)
            ?? throw Mistake(name, $"the recipe '{recipe.Name}' has no setting '{name}'.", $"found {Shorten(value)}",
                $"use some of {string.Join(", ", names)}{Spelling.Hint(name, names)}");
        return value.ValueKind switch
        {
            JsonValueKind.Object => ReadRange(setting, value),
            JsonValueKind.Array => ReadList(setting, value),
            _ => Hyperparameter.Choice(name, ReadValue(setting, value)),
        };
    }

    private Hyperparameter ReadRange(RecipeSetting setting, JsonElement value)
    {
        string name = setting.Name;
        if (setting.Between is null)
            throw Mistake(name, $"'{name}' has no range, for its values have no order.", $"found {Shorten(value)}", $"write a list instead: {setting.Range}");
        (double? from, double? to, bool log) = (null, null, false);
        foreach (JsonProperty member in value.EnumerateObject())
        {
            switch (member.Name)
            {
                case "from": from = ReadValue(setting, member.Value).Number; break;
                case "to": to = ReadValue(setting, member.Value).Number; break;
                case "scale" when member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() is "linear" or "log":
                    log = member.Value.GetString() == "log";
                    break;
                case "scale":
                    throw Mistake(name, $"the scale of '{name}' is neither linear nor log.", $"found {Shorten(member.Value)}", "write \"linear\" or \"log\"");
                default:
                    throw Mistake(name, $"the range of '{name}' has a member '{member.Name}'.", $"found {Shorten(value)}", "use from, to and scale, no others");
            }
        }
        if (from is null || to is null)
            throw Mistake(name, $"the range of '{name}' has no '{(from is null ? "from" : "to")}'.", $"found {Shorten(value)}", "give both ends: from and to");
        try
        {
            return setting.Between(from.Value, to.Value, log);
        }
        catch (OptionException e)
        {
            throw Mistake(name, e.What[(e.What.IndexOf(':', StringComparison.Ordinal) + 2)..], e.Values, e.Fix);
        }
    }

    private Hyperparameter ReadList(RecipeSetting setting, JsonElement value)
    {
        HyperValue[] values = [.. value.EnumerateArray().Select(one => ReadValue(setting, one))];
        if (values.Length == 0) throw Mistake(setting.Name, $"the list of '{setting.Name}' is empty.", "found []", "give at least one value");
        if (values.Distinct().Count() < values.Length)
            throw Mistake(setting.Name, $"the list of '{setting.Name}' has a value twice.", $"found {Shorten(value)}", "give each value once");
        return Hyperparameter.Choice(setting.Name, values);
    }

    private HyperValue ReadValue(RecipeSetting setting, JsonElement value)
    {
        HyperValue? read = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String => value.GetString()!,
            _ => null,
        };
        if (read is { } found && setting.Range.Contains(found)) return found;
        throw Mistake(setting.Name, $"'{setting.Name}' cannot be {Shorten(value)}.", $"{setting.Range}", "use values of that kind, or leave the setting out");
    }

    private static string Shorten(JsonElement value)
    {
        string text = value.GetRawText().ReplaceLineEndings(" ");
        return text.Length > 80 ? text[..80] + "..." : text;
    }

    private DataException Mistake(string setting, string what, string values, string fix) => Mistake(_lines.GetValueOrDefault(setting, 1), what, values, fix);

    private DataException Mistake(int line, string what, string values, string fix)
    {
        DataException error = new($"hebb: {what}", values, fix);
        error.Within(string.Create(CultureInfo.InvariantCulture, $"file '{path}', line {line}"));
        return error;
    }
}
