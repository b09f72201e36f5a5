namespace Hebb.Cli;

/// <summary>What the user sees of a run.</summary>
internal abstract class TrainingReport : IProgress<TrainingEvent>
{
    /// <summary>The report for where the output goes: a program that wants JSON, a terminal, or a file.</summary>
    public static TrainingReport Create(TrainingOptions options, Trainer trainer) =>
        options.Json ? new JsonReport() : Terminal.IsInteractive ? new LiveReport(options, trainer) : new PlainReport(options, trainer);

    /// <summary>The data and the network are there.</summary>
    public abstract void Begin(Dataset train, Dataset? validation, Dataset test);

    /// <summary>Something that the user should know.</summary>
    public abstract void Note(string text);

    /// <summary>Shows the run while it lasts.</summary>
    public virtual void Watch(Action run) => run();

    /// <inheritdoc/>
    public abstract void Report(TrainingEvent value);

    /// <summary>The user has stopped the run.</summary>
    /// <param name="checkpoint">What was saved, if anything was.</param>
    public abstract void Interrupted(string? checkpoint);

    /// <summary>The user has stopped the run before there was one: no data yet, and nothing to report on.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="checkpoint">Where an earlier run had come to, if it was to go on.</param>
    public static void InterruptedEarly(TrainingOptions options, string? checkpoint)
    {
        if (options.Json) new JsonReport().Interrupted(checkpoint);
        else Console.Out.WriteLine("Stopped before the training began. Nothing was written.");
    }

    /// <summary>The run is over.</summary>
    /// <param name="result">What it came to.</param>
    /// <param name="model">The file that the model was saved to, if it was.</param>
    public abstract void End(TrainingResult result, string? model);
}
