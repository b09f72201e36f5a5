namespace Hebb;

public partial class Trainer
{
    /// <summary>Says what a training step does: the instructions that <see cref="Fit(Dataset, int, int, Dataset?, IProgress{TrainingEvent}?, CancellationToken)"/>
    /// replays, their memory and their work.</summary>
    /// <param name="data">The samples; a first batch of them is used.</param>
    /// <param name="batch">How many samples make a step.</param>
    /// <param name="replays">How many replays are timed; none by default. The model, the optimizer and the metrics are afterwards as they were.</param>
    /// <exception cref="ShapeException">The data does not fit the model, the loss or a metric.</exception>
    /// <exception cref="OptionException">A number is out of its range.</exception>
    /// <exception cref="UsageException">A tape is open on this thread, the model is being trained, or the step cannot be captured.</exception>
    /// <example><code>Console.WriteLine(trainer.Explain(train, batch: 128));</code></example>
    public PlanSummary Explain(Dataset data, int batch = 32, int replays = 0) => Explain("Explain", data, batch, replays);

    private PlanSummary Explain(string verb, Dataset data, int batch, int replays)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (replays is < 0 or > MostReplays)
            throw new OptionException($"Explain: the number of replays is {replays}.", $"replays {replays}", $"use a number from 0 to {MostReplays}; 20 is usual");
        BeginUse(verb);
        long?[] lengths = [.. Optimizers.Select(static optimizer => optimizer.RunSteps)];
        try
        {
            RequireFit(verb, data, null, 1, batch);
            RenewPlans();
            BatchReader reader = new(data, batch, Seed);
            foreach (Optimizer optimizer in Optimizers) optimizer.RunSteps ??= optimizer.Step + reader.Count;   // a schedule needs an end
            Plan plan = Compile(reader.Read(0, 0));
            if (replays > 0) RequireMemory(verb, batch, plan.SlabBytes);
            return plan.Explain(replays);
        }
        finally
        {
            for (int i = 0; i < lengths.Length; i++) Optimizers[i].RunSteps = lengths[i];
            EndUse();
        }
    }

    // The system may lend more memory than there is, and end the process that uses it.
    internal static void RequireMemory(string verb, int batch, long bytes)
    {
        long memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes > memory)
            throw new MemoryException($"{verb}: a step with batches of {batch} does not fit in memory.",
                $"needed {TrainingEstimate.Size(bytes)}   there are {TrainingEstimate.Size(memory)}", "use a smaller batch");
    }

    private const int MostReplays = 10_000;
}
