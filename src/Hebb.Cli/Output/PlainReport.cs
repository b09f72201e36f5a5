using System.Globalization;

namespace Hebb.Cli;

/// <summary>Plain lines: what a pipe or a file gets.</summary>
internal class PlainReport(TrainingOptions options, Trainer trainer) : TrainingReport
{
    /// <summary>What was asked for.</summary>
    protected TrainingOptions Options { get; } = options;

    /// <summary>Who trains.</summary>
    protected Trainer Trainer { get; } = trainer;

    /// <summary>How many samples an epoch has.</summary>
    protected int Samples { get; private set; }

    /// <inheritdoc/>
    public override void Begin(Dataset train, Dataset? validation, Dataset test)
    {
        Samples = train.Count;
        string held = validation is null ? "" : $", {Figures.Count(validation.Count)} for validation";
        string samples = $"{Figures.Count(train.Count)} samples to train on{held}, {Figures.Count(test.Count)} to test with";
        long parameters = Trainer.Model.Parameters.Sum(static parameter => parameter.Count);
        string rate = Trainer.Optimizer.LearningRate.ToString("R", CultureInfo.InvariantCulture), epochs = Figures.Number(Options.TotalEpochs, "epoch");
        string settings = $"batches of {Options.Batch}, {Options.Optimizer} at {rate}, {epochs}, {Figures.Number(Parallelism.Threads, "thread")}";
        Line($"{Options.Recipe.Name} on {Options.Data}: {samples}, {train.Classes} classes");
        Line($"{Figures.Count(parameters)} parameters, {settings}");
        if (Options.Set.Values.Count > 0) Line($"set: {Options.Set}");
        Line();
    }

    /// <inheritdoc/>
    public override void Note(string text) => Line($"Note: {text}.");

    /// <inheritdoc/>
    public override void Report(TrainingEvent value)
    {
        if (value.Kind == TrainingEventKind.EpochEnded) Line(EpochLine(value));
    }

    /// <inheritdoc/>
    public override void Interrupted(string? checkpoint)
    {
        Line();
        Line(checkpoint is null
            ? "Stopped. Nothing was kept; a run with --out FOLDER writes a checkpoint and can go on later."
            : $"Stopped. The checkpoint is in {checkpoint}; run the same command with --resume{(Options.Force ? " instead of --force" : "")} to go on.");
    }

    /// <inheritdoc/>
    public override void End(TrainingResult result, string? model)
    {
        ClassifierTest test = result.Test;
        Line();
        string figures = $"accuracy {Figures.Percent(test.Accuracy)}, loss {Figures.Loss(test.Loss)}";
        Line($"Test: {figures}, on {Figures.Count(test.Samples)} samples not trained on.");
        Line();
        Line(ConfusionText.Of(test.Confusion, Terminal.Width));
        Line();
        if (model is not null) Line($"Saved: {model}");
        if (model is null)
        {
            Line("Next, to keep the model, a checkpoint and the history:");
            Line($"  {Invocation.Of($"{Options.Command} --out runs/{Options.Recipe.Name}")}");
        }
        else
        {
            Line("Next, to name what is in a picture:");
            Line($"  {Invocation.Of($"predict {Invocation.Quote(model)} IMAGE.png")}");
        }
    }

    /// <summary>An epoch in a line; what does not fit is left out.</summary>
    protected string EpochLine(TrainingEvent value, int width = int.MaxValue)
    {
        EpochRecord epoch = value.History.Epochs[^1];
        List<string> parts = [$"epoch {Figures.Of(epoch.Epoch, value.Epochs)}", Figure("", epoch.Training)];
        if (epoch.Validation is { } held) parts.Add(Figure("validation ", held));
        parts.Add(Figures.Time(epoch.Seconds));
        if (epoch.Seconds > 0) parts.Add($"{Figures.Count((long)(Samples / epoch.Seconds))} samples/s");
        return Figures.Fit(parts, width);
    }

    private static string Figure(string what, Evaluation evaluation) =>
        $"{what}loss {Figures.Loss(evaluation.Loss)}  {what}accuracy {Figures.Percent(evaluation["accuracy"])}";

    /// <summary>Writes a line.</summary>
    protected static void Line(string text = "") => Console.Out.WriteLine(text);
}
