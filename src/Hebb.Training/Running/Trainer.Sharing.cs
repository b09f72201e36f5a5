namespace Hebb;

public partial class Trainer
{
    private readonly List<Holder> _held = [];   // what this trainer's run has for itself

    // A run has the model, and all that remembers from step to step, for itself. One trainer may follow another with the same ones.
    private void BeginUse(string verb)
    {
        Model.BeginTraining(verb);
        try
        {
            foreach (Optimizer optimizer in Optimizers) Take(verb, "optimizer", optimizer.GetType().Name, optimizer.Holder);
            foreach (Metric metric in Metrics) Take(verb, "metric", metric.GetType().Name, metric.Holder);
            foreach (Callback callback in Callbacks) Take(verb, "callback", callback.GetType().Name, callback.Holder);
        }
        catch
        {
            EndUse();
            throw;
        }
    }

    private void EndUse()
    {
        foreach (Holder holder in _held) holder.Release(this);
        _held.Clear();
        Model.EndTraining();
    }

    private void Take(string verb, string what, string type, Holder holder)
    {
        RequireFree(verb, what, type, holder.TryTake(this));
        _held.Add(holder);
    }

    private static void RequireFree(string verb, string what, string type, bool isFree)
    {
        if (isFree) return;
        throw new UsageException($"{verb}: the {what} {type} is in use by another trainer that is running.",
            $"{what} {type}   called from thread {Environment.CurrentManagedThreadId}",
            $"give each trainer one of its own, with new {type}(...), or let the other run finish first");
    }

    /// <summary>Evaluates with the metrics for itself, unless this trainer's own run has them.</summary>
    private Evaluation EvaluateAlone(Dataset data, int batch)
    {
        object use = new();
        int taken = 0;
        try
        {
            for (; taken < Metrics.Count; taken++)
                RequireFree(Evaluating, "metric", Metrics[taken].GetType().Name, Metrics[taken].Holder.TryTake(use));
            return EvaluateAll(data, batch);
        }
        finally
        {
            while (--taken >= 0) Metrics[taken].Holder.Release(use);
        }
    }

    // The last to write would win, and what the others wrote be lost. The same thing written twice is no loss.
    private void RequireFilesApart()
    {
        Dictionary<string, string> writers = new(OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        foreach ((string what, string path) in Callbacks.SelectMany(static callback => callback.Files))
        {
            string file = Path.GetFullPath(path);
            if (writers.TryAdd(file, what) || writers[file] == what) continue;
            throw new OptionException($"Fit: {writers[file]} and {what} would be written to the same file.", $"file '{path}'", "give each a path of its own");
        }
    }
}
