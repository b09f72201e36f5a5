using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hebb.Cli;

/// <summary>What the command line says of the network and its data, kept in the run's checkpoints: a run that goes on must say the same.</summary>
/// <param name="options">What the command line says.</param>
/// <remarks>The trainer compares the rest (batch, seed, learning rate, number of samples...) itself, but not the data's name, which it never learns; and a
/// checkpoint of another network or optimizer it could not even read.</remarks>
internal sealed class RunOptions(TrainingOptions options) : Callback
{
    private const string Nothing = "none";

    /// <inheritdoc/>
    protected internal override void SaveState(JsonObject state)
    {
        foreach ((string name, string value) in Parts(options)) state[name] = value;
    }

    /// <summary>Refuses to go on from the checkpoint of a run with another recipe, other data, another optimizer or other settings.</summary>
    /// <exception cref="OptionException">They are others.</exception>
    /// <exception cref="DataException">The checkpoint is damaged.</exception>
    public static void Require(string checkpoint, TrainingOptions options)
    {
        if (CheckpointFile.StateOf(checkpoint, nameof(RunOptions)) is not { } state)
            throw CommandLineError.At("option --resume", $"the checkpoint '{checkpoint}' does not say which options its run had.",
                "it was not written by hebb train", "go on with the program that wrote it, or begin anew with --force");
        OrderedDictionary<string, string> then = Read(state, checkpoint),
            now = new(Parts(options).Select(static part => KeyValuePair.Create(part.Name, part.Value)));
        bool isSameRecipe = then.GetValueOrDefault("recipe") == options.Recipe.Name;   // the settings of another are others anyway
        string[] differences = [.. (isSameRecipe ? then.Keys.Union(now.Keys) : ["recipe", "data", "optimizer"])
            .Where(name => then.GetValueOrDefault(name, Nothing) != now.GetValueOrDefault(name, Nothing))
            .Select(name => $"{name}: {then.GetValueOrDefault(name, Nothing)} in the checkpoint, {now.GetValueOrDefault(name, Nothing)} now")];
        if (differences.Length > 0) throw Differ(string.Join("   ", differences));
    }

    /// <summary>The error of a run that cannot go on because it was begun in another way.</summary>
    /// <param name="differences">In what it differs.</param>
    public static OptionException Differ(string differences) => CommandLineError.At("option --resume",
        "the checkpoint is of a run with other options or data.", differences,
        "repeat the options of the first run (recipe, data, limit, batch, optimizer, learning rate, validation, seed, --set), or begin anew with --force");

    private static OrderedDictionary<string, string> Read(JsonElement state, string checkpoint)
    {
        const string Subject = "Checkpoint: the options of the run";
        try
        {
            return new(StrictJson.Properties(state, Subject).Select(static part => KeyValuePair.Create(part.Name, StrictJson.Text(part.Value, Subject))));
        }
        catch (DataException e) when (e.Within($"file '{checkpoint}'"))
        {
            throw;
        }
    }

    private static IEnumerable<(string Name, string Value)> Parts(TrainingOptions options)
    {
        yield return ("recipe", options.Recipe.Name);
        yield return ("data", DataSource.FullName(options.Data));
        yield return ("optimizer", options.Optimizer);
        foreach (RecipeSetting setting in options.Recipe.Settings)
            yield return (setting.Name, (options.Set.Find(setting.Name) ?? setting.Default!.Value).ToString());
    }
}
