using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Hebb.Cli;

/// <summary>Options that several commands have, and how their values are read.</summary>
internal static class Settings
{
    /// <summary>Where samples come from.</summary>
    public static Option<string> Data() => new("--data")
    {
        Description = "glyphs, mnist, fashion-mnist, or a folder with IDX files or with one sub-folder of PNG images per class",
        DefaultValueFactory = static _ => "glyphs",
        HelpName = "NAME|FOLDER",
    };

    /// <summary>How many threads compute.</summary>
    public static Option<int?> Threads() => Whole("--threads", "how many threads compute; the results do not depend on it");

    /// <summary>JSON instead of text for people.</summary>
    public static Option<bool> Json(string description) => new("--json") { Description = description };

    /// <summary>An option with a whole number.</summary>
    public static Option<int?> Whole(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Read(result, "a whole number", static (string text, out int value) =>
            int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value)),
    };

    /// <summary>An option with a whole number that may be large.</summary>
    public static Option<long?> Long(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Read(result, "a whole number", static (string text, out long value) =>
            long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value)),
    };

    /// <summary>An option with a number.</summary>
    public static Option<double?> Real(string name, string description, string help) => new(name)
    {
        Description = description,
        HelpName = help,
        CustomParser = result => Read(result, "a number", static (string text, out double value) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)),
    };

    /// <summary>Refuses a value that is not in a range.</summary>
    public static void Require(bool condition, string option, object value, string range)
    {
        if (condition) return;
        string given = string.Create(CultureInfo.InvariantCulture, $"{option} {value}");
        throw CommandLineError.At($"option {option}", $"{given} cannot be used.", given, $"use {range}");
    }

    /// <summary>Sets the number of threads, if one was asked for.</summary>
    public static void Apply(int? threads)
    {
        if (threads is not { } count) return;
        Require(count is >= 1 and <= 256, "--threads", count, "a number from 1 to 256");
        Parallelism.Threads = count;
    }

    private delegate bool TryParse<T>(string text, out T value);

    private static T? Read<T>(ArgumentResult result, string what, TryParse<T> parse) where T : struct
    {
        if (result.Tokens.Count == 0) return null;
        if (parse(result.Tokens[0].Value, out T value)) return value;
        result.AddError($"{((OptionResult)result.Parent!).Option.Name} takes {what}, and '{result.Tokens[0].Value}' is none.");
        return null;
    }
}
