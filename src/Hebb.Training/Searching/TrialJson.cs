using System.Text.Json;

namespace Hebb;

/// <summary>Trials and their results in JSON, a line each: what journals hold, and what worker processes are told and tell.</summary>
internal static class TrialJson
{
    private const string Subject = "Journal: a trial";

    /// <summary>The first line of a journal: what the search is.</summary>
    public static byte[] WriteIdentity(IEnumerable<(string Name, string Value)> identity) => StrictJson.Write(json =>
    {
        json.WriteStartObject();
        foreach ((string name, string value) in identity) json.WriteString(name, value);
        json.WriteEndObject();
    }, indented: false);

    /// <summary>Space, method and subject.</summary>
    public static string[] ReadIdentity(JsonElement line) =>
        [.. StrictJson.Object(line, "Journal: the first line", "space", "method", "subject").Select(static value => StrictJson.Text(value, "Journal: the first line"))];

    /// <summary>A trial.</summary>
    public static byte[] Write(Trial trial) => StrictJson.Write(json =>
    {
        json.WriteStartObject();
        WriteMembers(json, trial);
        json.WriteEndObject();
    }, indented: false);

    /// <summary>A result.</summary>
    public static byte[] Write(TrialResult result) => StrictJson.Write(json =>
    {
        json.WriteStartObject();
        WriteMembers(json, result.Trial);
        json.WriteString("score", CheckpointJson.Text(result.Score));   // as texts: NaN and infinity survive
        json.WriteStartObject("figures");
        foreach (MetricValue figure in result.Figures) json.WriteString(figure.Name, CheckpointJson.Text(figure.Value));
        json.WriteEndObject();
        json.WriteString("failure", result.Failure);
        json.WriteEndObject();
    }, indented: false);

    /// <summary>Reads a trial.</summary>
    /// <exception cref="DataException">It is none.</exception>
    public static Trial ReadTrial(JsonElement line) => ReadTrial(StrictJson.Object(line, Subject, "trial", "values", "epochs", "seed"));

    /// <summary>Reads a result.</summary>
    /// <exception cref="DataException">It is none.</exception>
    public static TrialResult ReadResult(JsonElement line)
    {
        JsonElement[] members = StrictJson.Object(line, Subject, "trial", "values", "epochs", "seed", "score", "figures", "failure");
        return new(ReadTrial(members), CheckpointJson.Number(members[4], $"{Subject}'s score"))
        {
            Figures = [.. StrictJson.Properties(members[5], $"{Subject}'s figures").Select(static figure =>
                new MetricValue(figure.Name, CheckpointJson.Number(figure.Value, $"{Subject}'s figure")))],
            Failure = members[6].ValueKind == JsonValueKind.Null ? null : StrictJson.Text(members[6], $"{Subject}'s failure"),
        };
    }

    /// <summary>A trial in a few words, for messages.</summary>
    public static string Describe(Trial trial) => $"{trial.Values}{(trial.Epochs is { } epochs ? $" for {epochs} epochs" : "")}, seed {trial.Seed}";

    private static void WriteMembers(Utf8JsonWriter json, Trial trial)
    {
        json.WriteNumber("trial", trial.Number);
        json.WriteStartObject("values");
        foreach ((string name, HyperValue value) in trial.Values.Values) Write(json, name, value);
        json.WriteEndObject();
        if (trial.Epochs is { } epochs) json.WriteNumber("epochs", epochs);
        else json.WriteNull("epochs");
        json.WriteNumber("seed", trial.Seed);
    }

    private static void Write(Utf8JsonWriter json, string name, HyperValue value)
    {
        if (value.Number is { } number) json.WriteNumber(name, number);
        else if (value.Truth is { } truth) json.WriteBoolean(name, truth);
        else json.WriteString(name, value.Text);
    }

    private static Trial ReadTrial(JsonElement[] members)
    {
        List<(string, HyperValue)> values = [];
        foreach ((string name, JsonElement value) in StrictJson.Properties(members[1], $"{Subject}'s values")) values.Add((name, ReadValue(value)));
        int? epochs = members[2].ValueKind == JsonValueKind.Null ? null : CheckpointJson.Int(members[2], $"{Subject}'s epochs");
        return new(CheckpointJson.Int(members[0], $"{Subject}'s number"), new(values), epochs, (ulong)StrictJson.Count(members[3], $"{Subject}'s seed"));
    }

    private static HyperValue ReadValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.GetDouble(),
        _ => StrictJson.Text(value, $"{Subject}'s value"),
    };
}
