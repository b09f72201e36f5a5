using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Hebb;

/// <summary>JSON from files that nobody vouches for: UTF-8, no name twice, no comments, bounded depth. Any defect is a <see cref="DataException"/>.</summary>
internal static class StrictJson
{
    private const string Fix = "save it again, or copy the file again from where it came";

    /// <summary>Parses a text; <paramref name="subject"/> begins the messages: <c>Load: the manifest</c>.</summary>
    public static JsonElement Parse(ReadOnlyMemory<byte> text, string subject, int maxDepth = 64)
    {
        if (!Utf8.IsValid(text.Span))
            throw new DataException($"{subject} is not valid UTF-8 text.", $"{text.Length} bytes, the first invalid one at {FirstInvalid(text.Span)}", Fix);
        try
        {
            return JsonElement.Parse(text.Span, new() { MaxDepth = maxDepth, AllowDuplicateProperties = false });
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)   // the second: an escaped half of a surrogate pair in a name
        {
            throw new DataException($"{subject} {Reason(text.Span, maxDepth, out long at)}.", $"byte {at} of {text.Length}", Fix, e);
        }
    }

    /// <summary>The object's properties, which must be exactly <paramref name="names"/>, in that order whatever theirs is.</summary>
    public static JsonElement[] Object(JsonElement element, string subject, params ReadOnlySpan<string> names)
    {
        if (element.ValueKind != JsonValueKind.Object || element.GetPropertyCount() != names.Length) throw NotExactly(element, subject, names);
        JsonElement[] values = new JsonElement[names.Length];
        for (int i = 0; i < names.Length; i++)
            if (!element.TryGetProperty(names[i], out values[i])) throw NotExactly(element, subject, names);
        return values;
    }

    /// <summary>The elements of an array.</summary>
    public static JsonElement[] Array(JsonElement element, string subject) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : throw Not("an array", element, subject);

    /// <summary>A whole number from 0 to <see cref="long.MaxValue"/>.</summary>
    public static long Count(JsonElement element, string subject) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long value) && value >= 0 ? value
        : throw Not("a whole number, zero or more", element, subject);

    /// <summary>A text.</summary>
    public static string Text(JsonElement element, string subject)
    {
        if (element.ValueKind != JsonValueKind.String) throw Not("a text", element, subject);
        return Decoded(element.GetString, subject);
    }

    /// <summary>The properties of an object whose names are free.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Properties(JsonElement element, string subject)
    {
        if (element.ValueKind != JsonValueKind.Object) throw Not("an object", element, subject);
        foreach (JsonProperty property in element.EnumerateObject()) yield return (Decoded(() => property.Name, subject), property.Value);
    }

    /// <summary>Writes a text, indented and the same on every system.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write, bool indented = true)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new() { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(writer);
        return buffer.WrittenSpan.ToArray();
    }

    private static string Decoded(Func<string?> get, string subject)
    {
        try
        {
            return get()!;
        }
        catch (InvalidOperationException e)
        {
            throw new DataException($"{subject} holds half of a surrogate pair, which is no text.",
                "an escape between \\ud800 and \\udfff without its other half", Fix, e);
        }
    }

    private static DataException NotExactly(JsonElement element, string subject, ReadOnlySpan<string> names) =>
        Not($"an object with {string.Join(", ", names)} and nothing else", element, subject);

    private static DataException Not(string expected, JsonElement element, string subject)
    {
        string text = element.GetRawText().ReplaceLineEndings(" ");
        return new($"{subject} should be {expected}.", $"found {(text.Length > 100 ? text[..100] + "..." : text)}", Fix);
    }

    /// <summary>Why the parser refused a text.</summary>
    private static string Reason(ReadOnlySpan<byte> text, int maxDepth, out long at)
    {
        Utf8JsonReader reader = new(text, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
                at = reader.TokenStartIndex;
                if (reader.CurrentDepth >= maxDepth && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    return $"is nested deeper than {maxDepth} levels";
            }
            at = text.Length;
            return "holds a name twice, or one that is no text";
        }
        catch (JsonException)
        {
            at = reader.BytesConsumed;
            return "is not valid JSON";
        }
    }

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        int at = 0;
        while (System.Text.Rune.DecodeFromUtf8(text[at..], out _, out int used) == OperationStatus.Done) at += used;
        return at;
    }
}
