using System.Diagnostics;
using Hebb.Benchmarks.Report;

namespace Hebb.Benchmarks.Training;

/// <summary>A training step of LeNet-5: its speed, its parts, and its bits on several numbers of threads.</summary>
internal static class LeNetFigures
{
    public static void Run(TextWriter writer)
    {
        int threads = Parallelism.Threads;
        Table table = new(writer, "workload, batch 128, Adam, eagerly", "threads", "ms per step, median (best)", "samples/s, median (best)");
        foreach (string name in Workload.Names)
        {
            Workload workload = Workload.Create(name);
            foreach (int count in new[] { 1, 2 })
            {
                Parallelism.Threads = count;
                (double median, double best) = Timing.Measure(workload.Step, 2);
                table.Row(workload.Name, $"{count}", $"{median * 1e3:F2} ({best * 1e3:F2})",
                    $"{Workload.BatchSize / median:N0} ({Workload.BatchSize / best:N0})");
            }
        }
        foreach (int count in new[] { 1, 2 })
        {
            Parallelism.Threads = count;
            Parts(writer, count);
        }
        Bits(writer);
        Parallelism.Threads = threads;
    }

    /// <summary>Where the time of a step goes: the clock is read after every op.</summary>
    private static void Parts(TextWriter writer, int threads)
    {
        const int steps = 200;
        Workload workload = Workload.LeNet();
        Timing.Warm(workload.Step);
        Dictionary<string, (double Ticks, int Runs)> parts = [];
        long last = 0;
        Recorder recorder = Recorder.Current;
        double total = 0;
        for (int step = 0; step < steps; step++)
        {
            long start = last = Stopwatch.GetTimestamp();
            recorder.Observer = (op, inputs, outputs) =>
            {
                Note($"{op.Name} to {outputs[0].Shape}");
                last = Stopwatch.GetTimestamp();
            };
            workload.Step();
            recorder.Observer = null;
            Note("after the last op: Adam, closing the tape");
            total += Stopwatch.GetTimestamp() - start;
        }
        writer.WriteLine();
        Table table = new(writer, $"part of LeNet-5's step on {threads} thread{(threads > 1 ? "s" : "")}", "runs", "us, mean", "of the step");
        foreach ((string name, (double ticks, int runs)) in parts.OrderByDescending(static part => part.Value.Ticks).Take(18))
            table.Row(name, $"{(double)runs / steps:F0}", $"{ticks / steps / Stopwatch.Frequency * 1e6:F0}", $"{ticks / total:P1}");

        void Note(string name)
        {
            (double ticks, int runs) = parts.GetValueOrDefault(name);
            parts[name] = (ticks + (Stopwatch.GetTimestamp() - last), runs + 1);
        }
    }

    private static void Bits(TextWriter writer)
    {
        Dictionary<string, List<int>> digests = [];
        foreach (int threads in new[] { 1, 2, 3, 8 })
        {
            Parallelism.Threads = threads;
            Workload workload = Workload.LeNet(seed: 7);
            for (int step = 0; step < 50; step++) workload.Step();
            string digest = workload.Model.WeightsSha256();
            if (!digests.TryAdd(digest, [threads])) digests[digest].Add(threads);
        }
        writer.WriteLine();
        string groups = string.Join("; ", digests.Values.Select(static threads => string.Join(", ", threads)));
        writer.WriteLine($"The weights of LeNet-5 after 50 steps {(digests.Count == 1 ? "have equal bits" : "DIFFER")} on {groups} threads.");
    }
}
