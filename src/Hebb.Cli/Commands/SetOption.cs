using System.CommandLine;

namespace Hebb.Cli;

/// <summary><c>--set NAME=VALUE</c>: settings of a recipe that have no option of their own.</summary>
internal static class SetOption
{
    public static Option<string[]> Create() => new("--set")
    {
        Description = "a setting of the recipe or of its training, such as units=128 or momentum=0.95; may come several times. "
            + string.Join("; ", Recipe.All.Select(static recipe => $"{recipe.Name}: {string.Join(", ", recipe.Settings.Select(static setting => setting.Name))}"))
            + $"; all: {string.Join(", ", TrainingSettings.Others.Select(static setting => setting.Name))}",
        HelpName = "NAME=VALUE",
    };

    /// <summary>The values.</summary>
    /// <exception cref="OptionException">A name is not the recipe's, comes twice, or has a value that it cannot have.</exception>
    public static HyperParameters Read(Recipe recipe, IEnumerable<string> given)
    {
        List<(string Name, HyperValue Value)> values = [];
        foreach (string text in given)
        {
            int at = text.IndexOf('=', StringComparison.Ordinal);
            if (at < 0) throw Mistake($"--set takes a name and a value, and '{text}' has no '='.", "write --set units=128");
            (string name, string value) = (text[..at], text[(at + 1)..]);
            if (values.Any(known => known.Name == name)) throw Mistake($"'{name}' is set twice.", "set it once");
            values.Add((name, Find(recipe, name, Mistake).Parse(value)
                ?? throw Mistake($"'{name}' cannot be '{value}'.", $"use {Find(recipe, name, Mistake).Range.ToString()[(name.Length + 2)..]}")));

            OptionException Mistake(string what, string fix) => CommandLineError.At("option --set", what, $"--set {text}", fix);
        }
        return new(values);
    }

    private static RecipeSetting Find(Recipe recipe, string name, Func<string, string, OptionException> mistake)
    {
        string[] names = [.. recipe.Settings.Concat(TrainingSettings.Others).Select(static setting => setting.Name)];
        if (TrainingSettings.Options.Any(setting => setting.Name == name))
            throw mistake($"'{name}' has an option of its own.", $"use --{name.Replace('_', '-')}");
        return recipe.AllSettings.FirstOrDefault(setting => setting.Name == name)
            ?? throw mistake($"the recipe '{recipe.Name}' has no setting '{name}'.", $"use one of {string.Join(", ", names)}{Spelling.Hint(name, names)}");
    }
}
