using System.Diagnostics;
using System.Text.Json;

namespace Hebb.Cli;

/// <summary>What a finished run came to: the last line of <c>hebb train --json</c>.</summary>
internal sealed record TrainingResult(TrainingOptions Options, Trainer Trainer, ClassifierTest Test)
{
    /// <summary>Training, validation and checkpoints included, of this process alone.</summary>
    public required double TrainSeconds { get; init; }

    /// <summary>Reading or drawing the data.</summary>
    public required double LoadSeconds { get; init; }

    /// <summary>From the start of the process to the end of the first step; null when a resumed run had nothing left to do.</summary>
    public required double? FirstStepSeconds { get; init; }

    /// <summary>How many samples this process has trained on.</summary>
    public required long SamplesTrained { get; init; }

    /// <summary>How many samples an epoch has.</summary>
    public required int TrainSamples { get; init; }

    /// <summary>The most memory that the process has held.</summary>
    public static double PeakMemory
    {
        get
        {
            using Process process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64 / (1024.0 * 1024);
        }
    }

    /// <summary>Writes the object.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        EpochRecord last = Trainer.History.Epochs[^1];
        json.WriteString("recipe", Options.Recipe.Name);
        json.WriteString("data", Options.Data);
        json.WriteNumber("epochs", Options.TotalEpochs);
        json.WriteNumber("batch", Options.Batch);
        json.WriteString("optimizer", Options.Optimizer);
        json.Number("learning_rate", Trainer.Optimizer.LearningRate);
        json.Settings(Options.Set);
        json.WriteNumber("seed", Options.Seed);
        json.WriteNumber("threads", Parallelism.Threads);
        json.WriteNumber("train_samples", TrainSamples);
        json.WriteNumber("test_samples", Test.Samples);
        json.Number("train_loss", last.Training.Loss);
        json.Number("train_accuracy", last.Training["accuracy"]);
        if (last.Validation is { } validation)
        {
            json.Number("validation_loss", validation.Loss);
            json.Number("validation_accuracy", validation["accuracy"]);
        }
        json.Number("test_loss", Test.Loss);
        json.Number("test_accuracy", Test.Accuracy);
        json.Number("load_seconds", Math.Round(LoadSeconds, 3));
        json.Number("train_seconds", Math.Round(TrainSeconds, 3));
        json.Number("first_step_seconds", FirstStepSeconds is { } first ? Math.Round(first, 3) : double.NaN);
        json.Number("samples_per_second", SamplesTrained > 0 ? Math.Round(SamplesTrained / TrainSeconds, 1) : double.NaN);
        json.WriteNumber("parameters", Trainer.Model.Parameters.Sum(static parameter => parameter.Count));
        json.Number("peak_rss_mb", Math.Round(PeakMemory, 1));
        json.WriteString("weights_sha256", Trainer.Model.WeightsSha256());
    }
}
