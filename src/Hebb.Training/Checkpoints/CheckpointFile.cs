using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Everything a run needs to go on bit for bit, as one file in the container of <c>.hebb</c>: weights and states, optimizer slots, metrics' sums,
/// callbacks' memory, history, and the position.</summary>
/// <remarks>The position is to the step: with the order of the samples drawn from seed and epoch alone, the next batch is the one that would have
/// come.</remarks>
internal static class CheckpointFile
{
    /// <summary>The version of <c>run.json</c>; the first had no number, and told of an optimizer and a loss little more than their names.</summary>
    private const int Version = 2;

    private const string Run = "run.json";
    private const string Weights = "weights.safetensors";
    private const string Slots = "optimizer.safetensors";
    private const string Sums = "metrics.safetensors";
    private const string Best = "best.safetensors";
    private const string OfTrainer = "trainer/";

    /// <summary>Writes the file; the one that was there stays whole until the new one is.</summary>
    public static void Write(string path, Trainer trainer, RunIdentity identity, Position position)
    {
        JsonObject run = new()
        {
            ["version"] = Version,
            ["identity"] = identity.ToJson(),
            ["epoch"] = position.Epoch,
            ["step"] = position.Step,
            ["lossSum"] = CheckpointJson.Bits(position.LossSum),
            ["samples"] = position.Samples,
            ["seconds"] = CheckpointJson.Bits(position.Seconds),
            ["history"] = new JsonArray([.. trainer.History.Epochs.Select(HistoryJson.Write)]),
        };
        JsonArray optimizers = [];
        foreach (Optimizer optimizer in trainer.AllOptimizers)
            optimizers.Add((JsonNode)new JsonObject { ["step"] = optimizer.Step, ["learningRate"] = CheckpointJson.Bits(optimizer.LearningRate) });
        run["optimizers"] = optimizers;
        JsonArray callbacks = [];
        List<SafetensorsEntry> best = [.. trainer.Best.Copies.Select(static kept => SafetensorsEntry.From(OfTrainer + kept.Name, kept))];
        foreach ((Callback callback, JsonObject state) in Remembering(trainer))
        {
            foreach (Variable kept in callback.KeptWeights) best.Add(SafetensorsEntry.From($"{callbacks.Count}/{kept.Name}", kept));
            callbacks.Add((JsonNode)new JsonObject { ["type"] = callback.GetType().Name, ["state"] = state });
        }
        run["callbacks"] = callbacks;
        HebbArchive.Write(path,
        [
            (Run, Encoding.UTF8.GetBytes(run.ToJsonString())),
            (Weights, Tensors(trainer.WeightValues())),
            (Slots, Tensors(trainer.SlotValues())),
            (Sums, Tensors(trainer.MetricSums())),
            (Best, Safetensors.Write(best)),
        ]);
    }

    /// <summary>Reads the file into the trainer, all or nothing; gives back whose run it was and where it stood.</summary>
    public static (RunIdentity Identity, Position Position, List<EpochRecord> History) Read(string path, Trainer trainer)
    {
        IReadOnlyDictionary<string, byte[]> entries = HebbArchive.Read(path);
        JsonElement root = StrictJson.Parse(Entry(entries, Run), "Checkpoint: the run");
        RequireVersion(root);
        JsonElement[] run = StrictJson.Object(root, "Checkpoint: the run",
            "version", "identity", "epoch", "step", "lossSum", "samples", "seconds", "history", "optimizers", "callbacks")[1..];
        RunIdentity identity = RunIdentity.FromJson(run[0]);
        List<(Variable Variable, Tensor Value)> assignments = [];
        Match(entries, Weights, trainer.WeightValues(), "weights of the model", assignments);
        Match(entries, Slots, trainer.SlotValues(), "values of the optimizer", assignments);
        Match(entries, Sums, trainer.MetricSums(), "sums of the metrics", assignments);
        Position position = new()
        {
            Epoch = CheckpointJson.Int(run[1], "Checkpoint: the epoch"),
            Step = CheckpointJson.Int(run[2], "Checkpoint: the step"),
            LossSum = CheckpointJson.FromBits(run[3], "Checkpoint: the sum of the losses"),
            Samples = StrictJson.Count(run[4], "Checkpoint: the samples"),
            Seconds = CheckpointJson.FromBits(run[5], "Checkpoint: the seconds"),
        };
        List<EpochRecord> history = [.. StrictJson.Array(run[6], "Checkpoint: the history").Select(HistoryJson.Read)];
        List<(long Step, double Rate)> optimizers = [.. StrictJson.Array(run[7], "Checkpoint: the optimizers").Select(ReadOptimizer)];
        if (optimizers.Count != trainer.AllOptimizers.Count)
            throw Other("optimizers", $"{optimizers.Count} in the checkpoint, {trainer.AllOptimizers.Count} here");
        List<(Callback Callback, JsonElement State)> callbacks = ReadCallbacks(run[8], trainer);
        Safetensors best = Safetensors.Read(Entry(entries, Best));

        // Nothing was changed so far, and a callback that refuses its state is asked before anything is: a file that does not fit leaves the trainer as it was.
        foreach ((Callback callback, JsonElement state) in callbacks) callback.LoadState(state);
        for (int i = 0; i < callbacks.Count; i++) callbacks[i].Callback.RestoreKept(Kept(best, $"{i}/"));
        trainer.Best.Keep(Kept(best, OfTrainer));
        foreach ((Variable variable, Tensor value) in assignments) variable.Assign(value);
        for (int i = 0; i < optimizers.Count; i++) (trainer.AllOptimizers[i].Step, trainer.AllOptimizers[i].LearningRate) = optimizers[i];
        return (identity, position, history);
    }

    /// <summary>What the first callback of a type remembered, for those who must know it before they make the trainer; null when there was none.</summary>
    public static JsonElement? StateOf(string path, string callback)
    {
        try
        {
            JsonElement run = StrictJson.Parse(Entry(HebbArchive.Read(path), Run), "Checkpoint: the run");
            RequireVersion(run);
            if (!run.TryGetProperty("callbacks", out JsonElement callbacks)) return null;
            foreach (JsonElement one in StrictJson.Array(callbacks, "Checkpoint: the callbacks"))
            {
                JsonElement[] values = StrictJson.Object(one, "Checkpoint: a callback", "type", "state");
                if (StrictJson.Text(values[0], "Checkpoint: a callback's type") == callback) return values[1];
            }
            return null;
        }
        catch (HebbException e) when (e.Within($"file '{path}'"))
        {
            throw;
        }
    }

    // Before anything else, for another version's run may look different.
    private static void RequireVersion(JsonElement run)
    {
        long version = run.ValueKind == JsonValueKind.Object && run.TryGetProperty("version", out JsonElement number)
            ? StrictJson.Count(number, "Checkpoint: the version") : 1;
        if (version == Version) return;
        bool isNewer = version > Version;
        throw new DataException($"Checkpoint: the file was written by {(isNewer ? "a newer" : "an older")} Hebb.",
            $"version {version} of the checkpoint; this Hebb reads version {Version}",
            isNewer ? "update Hebb" : "finish the run with the Hebb that began it, or begin a new run");
    }

    private static byte[] Tensors(IEnumerable<(string Name, Variable Variable)> values) =>
        Safetensors.Write(values.Select(static value => SafetensorsEntry.From(value.Name, value.Variable)));

    private static List<(string Name, Tensor Value)> Kept(Safetensors best, string prefix) =>
        [.. best.Entries.Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(entry => (entry.Name[prefix.Length..], entry.ToTensor()))];

    private static (long Step, double Rate) ReadOptimizer(JsonElement element)
    {
        JsonElement[] values = StrictJson.Object(element, "Checkpoint: an optimizer", "step", "learningRate");
        double rate = CheckpointJson.FromBits(values[1], "Checkpoint: a learning rate");
        return rate >= 0 && double.IsFinite(rate) ? (StrictJson.Count(values[0], "Checkpoint: an optimizer's step"), rate)
            : throw new DataException("Checkpoint: a learning rate is none.", $"found {CheckpointJson.Text(rate)}", "copy the file again from where it came");
    }

    // Those that have something to remember; others may come and go between two parts of a run.
    private static List<(Callback Callback, JsonObject State)> Remembering(Trainer trainer)
    {
        List<(Callback, JsonObject)> remembering = [];
        foreach (Callback callback in trainer.Callbacks)
        {
            JsonObject state = [];
            callback.SaveState(state);
            if (state.Count > 0) remembering.Add((callback, state));
        }
        return remembering;
    }

    private static List<(Callback Callback, JsonElement State)> ReadCallbacks(JsonElement element, Trainer trainer)
    {
        List<Callback> here = [.. Remembering(trainer).Select(static remembering => remembering.Callback)];
        List<JsonElement> states = [];
        List<string> types = [];
        foreach (JsonElement callback in StrictJson.Array(element, "Checkpoint: the callbacks"))
        {
            JsonElement[] values = StrictJson.Object(callback, "Checkpoint: a callback", "type", "state");
            types.Add(StrictJson.Text(values[0], "Checkpoint: a callback's type"));
            states.Add(values[1]);
        }
        List<string> names = [.. here.Select(static callback => callback.GetType().Name)];
        if (!types.SequenceEqual(names)) throw Other("callbacks", $"[{string.Join(", ", types)}] in the checkpoint, [{string.Join(", ", names)}] here");
        return [.. here.Zip(states)];
    }

    private static void Match(IReadOnlyDictionary<string, byte[]> entries, string entry, IEnumerable<(string Name, Variable Variable)> expected, string what,
        List<(Variable, Tensor)> assignments)
    {
        Safetensors file = Safetensors.Read(Entry(entries, entry));
        int count = 0;
        foreach ((string name, Variable variable) in expected)
        {
            count++;
            SafetensorsEntry? found = file.Find(name);
            if (found is null) throw Other(what, $"'{name}' {variable.Spec} is not in the checkpoint");
            if (found.Shape != variable.Shape || found.DType != variable.DType)
                throw Other(what, $"'{name}' is {new TensorSpec(found.Shape, found.DType)} in the checkpoint, {variable.Spec} here");
            assignments.Add((variable, found.ToTensor()));
        }
        if (count != file.Entries.Count) throw Other(what, $"{file.Entries.Count} in the checkpoint, {count} here");
    }

    private static DataException Other(string what, string values) => new($"Checkpoint: the {what} are not those of this trainer.", values,
        "go on with the model, optimizer, metrics and callbacks that the run began with, in the same order, or begin a new run");

    private static byte[] Entry(IReadOnlyDictionary<string, byte[]> entries, string name) => entries.TryGetValue(name, out byte[]? data) ? data
        : throw new DataException("Checkpoint: the file is none.",
            $"it has no entry '{name}'; there are {string.Join(", ", entries.Keys.Order(StringComparer.Ordinal))}",
            "pass a checkpoint; a saved model is loaded with Model.Load");
}
