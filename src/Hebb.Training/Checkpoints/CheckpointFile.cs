using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Everything a run needs to go on bit for bit, as one file in the container of <c>.hebb</c>: weights and states, optimizer slots, metrics' sums, callbacks' memory, history, and the position.</summary>
/// <remarks>The position is to the step: with the order of the samples drawn from seed and epoch alone, the next batch is the one that would have come.</remarks>
internal static class CheckpointFile
{
    private const string Run = "run.json";
    private const string Weights = "weights.safetensors";
    private const string Slots = "optimizer.safetensors";
    private const string Sums = "metrics.safetensors";
    private const string Best = "best.safetensors";

    /// <summary>Writes the file; the one that was there stays whole until the new one is.</summary>
    public static void Write(string path, Trainer trainer, RunIdentity identity, Position position)
    {
        JsonObject run = new()
        {
            ["identity"] = identity.ToJson(),
            ["epoch"] = position.Epoch,
            ["step"] = position.Step,
            ["lossSum"] = Bits(position.LossSum),
            ["samples"] = position.Samples,
            ["seconds"] = Bits(position.Seconds),
            ["optimizerStep"] = trainer.Optimizer.Step,
            ["learningRate"] = Bits(trainer.Optimizer.LearningRate),
            ["history"] = new JsonArray([.. trainer.History.Epochs.Select(HistoryJson.Write)]),
        };
        JsonArray callbacks = [];
        List<SafetensorsEntry> best = [];
        for (int i = 0; i < trainer.Callbacks.Count; i++)
        {
            JsonObject state = [];
            trainer.Callbacks[i].SaveState(state);
            callbacks.Add((JsonNode)state);
            foreach (Variable kept in trainer.Callbacks[i].KeptWeights) best.Add(SafetensorsEntry.From($"{i}/{kept.Name}", kept));
        }
        run["callbacks"] = callbacks;
        HebbArchive.Write(path,
        [
            (Run, Encoding.UTF8.GetBytes(run.ToJsonString())),
            (Weights, Safetensors.Write(trainer.Model.Weights.Select(static weight => SafetensorsEntry.From(weight.Name, weight)))),
            (Slots, Safetensors.Write(trainer.Optimizer.State(trainer.Model.Parameters).Select(static slot => SafetensorsEntry.From(slot.Name, slot.Slot)))),
            (Sums, Safetensors.Write(MetricSums(trainer).Select(static sum => SafetensorsEntry.From(sum.Name, sum.Value)))),
            (Best, Safetensors.Write(best)),
        ]);
    }

    /// <summary>Reads the file into the trainer, all or nothing; gives back whose run it was and where it stood.</summary>
    public static (RunIdentity Identity, Position Position, List<EpochRecord> History) Read(string path, Trainer trainer)
    {
        IReadOnlyDictionary<string, byte[]> entries = HebbArchive.Read(path);
        JsonElement[] run = StrictJson.Object(StrictJson.Parse(Entry(entries, Run, path), "Checkpoint: the run"), "Checkpoint: the run",
            "identity", "epoch", "step", "lossSum", "samples", "seconds", "optimizerStep", "history", "callbacks", "learningRate");
        RunIdentity identity = RunIdentity.FromJson(run[0]);
        List<(Variable Variable, Tensor Value)> assignments = [];
        Match(Safetensors.Read(Entry(entries, Weights, path)), trainer.Model.Weights.Select(static weight => (weight.Name, weight)), "weights of the model", assignments);
        Match(Safetensors.Read(Entry(entries, Slots, path)), trainer.Optimizer.State(trainer.Model.Parameters), $"slots of {trainer.Optimizer.GetType().Name}", assignments);
        Match(Safetensors.Read(Entry(entries, Sums, path)), MetricSums(trainer), "sums of the metrics", assignments);
        JsonElement[] states = StrictJson.Array(run[8], "Checkpoint: the callbacks");
        if (states.Length != trainer.Callbacks.Count)
            throw new DataException($"Checkpoint: it was made with {states.Length} callbacks, and the trainer has {trainer.Callbacks.Count}.", $"file {path}", "give the trainer the callbacks it had, or begin a new run");
        Position position = new()
        {
            Epoch = checked((int)StrictJson.Count(run[1], "Checkpoint: the epoch")),
            Step = checked((int)StrictJson.Count(run[2], "Checkpoint: the step")),
            LossSum = FromBits(run[3]),
            Samples = StrictJson.Count(run[4], "Checkpoint: the samples"),
            Seconds = FromBits(run[5]),
        };
        long optimizerStep = StrictJson.Count(run[6], "Checkpoint: the optimizer's step");
        double rate = FromBits(run[9]);
        List<EpochRecord> history = [.. StrictJson.Array(run[7], "Checkpoint: the history").Select(HistoryJson.Read)];
        Safetensors best = Safetensors.Read(Entry(entries, Best, path));

        // Nothing was changed so far: a file that does not fit leaves the trainer as it was.
        foreach ((Variable variable, Tensor value) in assignments) variable.Assign(value);
        trainer.Optimizer.Step = optimizerStep;
        trainer.Optimizer.LearningRate = rate;
        for (int i = 0; i < states.Length; i++)
        {
            string prefix = $"{i}/";
            trainer.Callbacks[i].LoadState(JsonObject.Create(states[i]) ?? []);
            trainer.Callbacks[i].RestoreKept([.. best.Entries.Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(entry => (entry.Name[prefix.Length..], entry.ToTensor()))]);
        }
        return (identity, position, history);
    }

    private static IEnumerable<(string Name, Variable Value)> MetricSums(Trainer trainer)
    {
        for (int i = 0; i < trainer.Metrics.Count; i++)
        {
            int number = 0;
            foreach (Variable sum in trainer.Metrics[i].Weights) yield return ($"{i}/{trainer.Metrics[i].Name}/{number++}", sum);
        }
    }

    private static void Match(Safetensors file, IEnumerable<(string Name, Variable Variable)> expected, string what, List<(Variable, Tensor)> assignments)
    {
        int count = 0;
        foreach ((string name, Variable variable) in expected)
        {
            count++;
            SafetensorsEntry? entry = file.Find(name);
            if (entry is null || entry.Shape != variable.Shape || entry.DType != variable.DType)
                throw new DataException($"Checkpoint: the {what} are not those of this run: '{name}' is {(entry is null ? "missing" : $"{entry.DType} {entry.Shape}")}.", $"expected {variable.Spec}",
                    "resume with the model, optimizer and metrics that the checkpoint was made with, or begin a new run");
            assignments.Add((variable, entry.ToTensor()));
        }
        if (count != file.Entries.Count)
            throw new DataException($"Checkpoint: the {what} are not those of this run: the file has {file.Entries.Count}, the run {count}.", $"file {file.Entries.Count}   run {count}",
                "resume with the model, optimizer and metrics that the checkpoint was made with, or begin a new run");
    }

    private static byte[] Entry(IReadOnlyDictionary<string, byte[]> entries, string name, string path) => entries.TryGetValue(name, out byte[]? data) ? data
        : throw new DataException($"Checkpoint: the file has no entry '{name}'.", $"file {path}", "pass a checkpoint; a saved model is loaded with Model.Load");

    // A double as its bits: exact, infinities and NaN included.
    private static string Bits(double value) => BitConverter.DoubleToUInt64Bits(value).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    private static double FromBits(JsonElement element) =>
        ulong.TryParse(StrictJson.Text(element, "Checkpoint: a number"), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture, out ulong bits) ? BitConverter.UInt64BitsToDouble(bits)
        : throw new DataException("Checkpoint: a number is not sixteen hexadecimal digits.", $"found {element}", "copy the file again from where it came");
}
