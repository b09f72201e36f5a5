using System.Diagnostics;
using Hebb.Benchmarks.Report;

namespace Hebb.Benchmarks.Training;

/// <summary>What a <see cref="Doctor"/> costs: the step that it looks into beside one that it does not, and what it does before the first and after the
/// last; and how well <see cref="Trainer.Estimate"/> predicts a step.</summary>
internal static class DoctorFigures
{
    private const int Samples = 51_200, Batch = 128, Epochs = 4, Looks = 6, Runs = 5;

    public static void Run(TextWriter writer)
    {
        Table table = new(writer, "51,200 drawn digits, batches of 128, 4 epochs with validation: 1600 steps, of which six are looked into", "network", "a step, ms",
            "one looked into, ms", "before the first, ms", "after the last, ms", "of the steps", "processor time, with by without", "a step as predicted, ms");
        (Dataset data, Dataset held) = Glyphs.Generate(1, Samples, Samples / 10);
        foreach ((string name, Func<Sequential> make) in new (string, Func<Sequential>)[]
            {
                ("mlp 784-512-512-10", static () => Mlp()),
                ("lenet5", static () => LeNet()),
            })
        {
            List<double> plain = [], looked = [], before = [], after = [], with = [], without = [], predicted = [];
            for (int run = 0; run < Runs; run++)
            {
                predicted.Add(new Trainer(make()) { Optimizer = new Adam(1e-3), Loss = new CrossEntropy() }.Estimate(data, Batch).StepSeconds);
                without.Add(Fit(make(), data, held));
                Watch watch = new();
                with.Add(Fit(make(), data, held, new Mark(watch.Begin), new Doctor(), watch));
                plain.AddRange(watch.Plain);
                looked.AddRange(watch.Looked);
                before.Add(watch.Before);
                after.Add(watch.After);
            }
            double step = Median(plain), look = Median(looked), all = (double)Samples / Batch * Epochs;
            double share = (((look - step) * Looks) + Median(before) + Median(after)) / (all * step);
            table.Row(name, $"{step * 1e3:F2}", $"{look * 1e3:F2}", $"{Median(before) * 1e3:F0}", $"{Median(after) * 1e3:F1}", $"{share * 100:F2} %", $"{Median(with) / Median(without):F3}",
                $"{Median(predicted) * 1e3:F2}");
        }
    }

    // The processor time of a run, on all threads.
    private static double Fit(Model model, Dataset data, Dataset held, params Callback[] callbacks)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        new Trainer(model) { Optimizer = new Adam(1e-3), Loss = new CrossEntropy(), Callbacks = callbacks }.Fit(data, Epochs, Batch, held);
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    private static Sequential Mlp() => new([28, 28, 1], "mlp", 1)
    {
        new Rescaling(1 / 255.0), new Flatten(), new Dense(512, Activation.Relu), new Dense(512, Activation.Relu), new Dense(10),
    };

    private static Sequential LeNet()
    {
        Sequential model = new([28, 28, 1], "lenet5", seed: 1) { new Rescaling(1 / 255.0) };
        foreach (Layer layer in Networks.LeNet(1).Layers) model.Add(layer);
        return model;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    // Before the doctor in the list of callbacks: what it does at the turning points lies between this and the watch.
    private sealed class Mark(Action<TrainingRun> begin) : Callback
    {
        public override void OnTrainBegin(TrainingRun run) => begin(run);

        public override void OnTrainEnd(TrainingRun run) => begin(run);
    }

    private sealed class Watch : Callback
    {
        private long _began, _stepBegan, _steps;

        public List<double> Plain { get; } = [];

        public List<double> Looked { get; } = [];

        public double Before { get; private set; }

        public double After { get; private set; }

        public void Begin(TrainingRun run) => _began = Stopwatch.GetTimestamp();

        public override void OnTrainBegin(TrainingRun run) => Before = Stopwatch.GetElapsedTime(_began).TotalSeconds;

        public override void OnTrainEnd(TrainingRun run) => After = Stopwatch.GetElapsedTime(_began).TotalSeconds;

        public override void OnStepBegin(TrainingRun run) => _stepBegan = Stopwatch.GetTimestamp();

        // The first steps are captured and compiled.
        public override void OnStepEnd(TrainingRun run, double loss)
        {
            double seconds = Stopwatch.GetElapsedTime(_stepBegan).TotalSeconds;
            int distance = run.Epochs * run.Steps / Looks;
            if (_steps >= distance) (_steps % distance == 0 ? Looked : Plain).Add(seconds);
            _steps++;
        }
    }
}
