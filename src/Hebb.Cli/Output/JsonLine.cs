using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hebb.Cli;

/// <summary>One JSON object on one line of standard output.</summary>
internal static class JsonLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the object whose members the action writes.</summary>
    public static void Write(Action<Utf8JsonWriter> members)
    {
        using MemoryStream line = new();
        using (Utf8JsonWriter json = new(line, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        Console.Out.WriteLine(Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length));
    }

    /// <summary>Writes a number, or null where JSON has none: NaN and infinity.</summary>
    public static void Number(this Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }

    /// <summary>Writes settings as an object.</summary>
    public static void Settings(this Utf8JsonWriter json, HyperParameters settings)
    {
        json.WriteStartObject("settings");
        foreach ((string name, HyperValue value) in settings.Values)
            if (value.Number is { } number) json.WriteNumber(name, number);
            else if (value.Truth is { } truth) json.WriteBoolean(name, truth);
            else json.WriteString(name, value.Text);
        json.WriteEndObject();
    }
}
