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
        Line($"{Options.Recipe.Name} on {Options.Data}: {Figures.Count(train.Count)} samples to train on{held}, {Figures.Count(test.Count)} to test with, {train.Classes} classes");
        long parameters = Trainer.Model.Parameters.Sum(static parameter => parameter.Count);
        Line(string.Create(CultureInfo.InvariantCulture,
            $"{Figures.Count(parameters)} parameters, batches of {Options.Batch}, {Options.Optimizer} at {Trainer.Optimizer.LearningRate:R}, {Figures.Number(Options.TotalEpochs, "epoch")}, {Figures.Number(Parallelism.Threads, "thread")}"));
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
            : $"Stopped. The checkpoint is in {checkpoint}; run the same command with --resume to go on.");
    }

    /// <inheritdoc/>
    public override void End(TrainingResult result, string? model)
    {
        ClassifierTest test = result.Test;
        Line();
        Line(string.Create(CultureInfo.InvariantCulture, $"Test: accuracy {Figures.Percent(test.Accuracy)}, loss {Figures.Loss(test.Loss)}, on {Figures.Count(test.Samples)} samples not trained on."));
        Line();
        Line(ConfusionText.Of(test.Confusion, Terminal.Width));
        Line();
        if (model is not null) Line($"Saved: {model}");
        if (model is null)
        {
            Line("Next, to keep the model, a checkpoint and the history:");
            Line($"  {Invocation.Of($"train {Options.Recipe.Name}{DataOption} --out runs/{Options.Recipe.Name}")}");
        }
        else
        {
            Line("Next, to name what is in a picture:");
            Line($"  {Invocation.Of($"predict {Invocation.Quote(model)} IMAGE.png")}");
        }
    }

    /// <summary>An epoch in a line.</summary>
    private string EpochLine(TrainingEvent value)
    {
        EpochRecord epoch = value.History.Epochs[^1];
        string validation = epoch.Validation is { } held ? $"   validation loss {Figures.Loss(held.Loss)}  accuracy {Figures.Percent(held.Metrics[0].Value)}" : "";
        string rate = epoch.Seconds > 0 ? $"{Figures.Count((long)(Samples / epoch.Seconds))} samples/s" : "";
        return $"epoch {Figures.Of(epoch.Epoch, value.Epochs)}  loss {Figures.Loss(epoch.Training.Loss)}  accuracy {Figures.Percent(epoch.Training.Metrics[0].Value)}{validation}   {rate}  {Figures.Time(epoch.Seconds)}";
    }

    /// <summary>Writes a line.</summary>
    protected static void Line(string text = "") => Console.Out.WriteLine(text);

    private string DataOption => Options.Data == "glyphs" ? "" : $" --data {Invocation.Quote(Options.Data)}";
}
