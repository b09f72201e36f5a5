using System.Diagnostics;
using Hebb.Benchmarks.Report;

namespace Hebb.Benchmarks.Training;

/// <summary>What training costs besides the step: gathering batches of bytes, epochs' orders, and the trainer around the plan.</summary>
internal static class FeedingFigures
{
    private const int Samples = 60_000, Batch = 128, Epochs = 4;

    public static void Run(TextWriter writer)
    {
        int before = Parallelism.Threads;
        Dataset data = Dataset.From(Tensor.Integers([Samples, 28, 28, 1], 0, 256, seed: 1).Cast(DType.UInt8), Tensor.Integers([Samples], 0, 10, seed: 2));
        Table table = new(writer, "LeNet-5's recipe, 60,000 samples of bytes, batches of 128", "threads", "an epoch of Fit, best of 3, s", "samples/s",
            "the steps alone, s", "gathering alone, s", "an epoch's order, ms");
        foreach (int threads in new[] { 1, 2 })
        {
            Parallelism.Threads = threads;
            (double fit, double steps) = Fit(data);
            BatchReader reader = new(data, Batch, seed: 1);
            double gathering = double.PositiveInfinity, order = double.PositiveInfinity;
            for (int epoch = 0; epoch < 4; epoch++)
            {
                long start = Stopwatch.GetTimestamp();
                reader.Read(epoch, 0);
                order = Math.Min(order, Stopwatch.GetElapsedTime(start).TotalSeconds);
                start = Stopwatch.GetTimestamp();
                for (int k = 0; k < reader.Count; k++) reader.Read(epoch, k);
                gathering = Math.Min(gathering, Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
            table.Row("", $"{threads}", $"{fit:F3}", $"{Samples / fit:N0}", $"{steps:F3}", $"{gathering:F3}", $"{order * 1e3:F1}");
        }
        Parallelism.Threads = before;
    }

    private static (double Fit, double Steps) Fit(Dataset data)
    {
        Watch watch = new();
        Sequential model = new([28, 28, 1], "lenet5", seed: 1) { new Rescaling(1 / 255.0) };
        foreach (Layer layer in ((Sequential)Networks.LeNet(1)).Layers) model.Add(layer);
        Trainer trainer = new(model) { Optimizer = new Adam(3e-3), Loss = new CrossEntropy(), Metrics = [new Accuracy()], Callbacks = [watch] };
        trainer.Fit(data, Epochs, Batch);
        return (watch.Epoch, watch.Steps);
    }

    // From the second epoch on: in the first, the step is captured and the runtime compiles.
    private sealed class Watch : Callback
    {
        private long _began, _stepBegan, _steps;

        public double Epoch { get; private set; } = double.PositiveInfinity;

        public double Steps { get; private set; } = double.PositiveInfinity;

        public override void OnEpochBegin(TrainingRun run) => (_began, _steps) = (Stopwatch.GetTimestamp(), 0);

        public override void OnStepBegin(TrainingRun run) => _stepBegan = Stopwatch.GetTimestamp();

        public override void OnStepEnd(TrainingRun run, double loss) => _steps += Stopwatch.GetTimestamp() - _stepBegan;

        public override void OnEpochEnd(TrainingRun run, EpochRecord epoch)
        {
            if (epoch.Epoch == 1) return;
            Epoch = Math.Min(Epoch, Stopwatch.GetElapsedTime(_began).TotalSeconds);
            Steps = Math.Min(Steps, (double)_steps / Stopwatch.Frequency);
        }
    }
}
