using System.Diagnostics;
using Hebb.Benchmarks.Report;

namespace Hebb.Benchmarks.Training;

/// <summary>A training step of LeNet-5: its speed, its parts, and its bits on several numbers of threads.</summary>
internal static class LeNetFigures
{
    private const int Steps = 300;

    public static void Run(TextWriter writer)
    {
        int threads = Parallelism.Threads;
        Table table = new(writer, "workload, batch 128, Adam", "run", "threads", "ms per step, median (best)", "samples/s, median (best)",
            "managed bytes per step");
        foreach (string name in new[] { "lenet5_b128_adam", "mlp_784_512_512_10_b128_adam" })
        {
            Workload workload = Workload.Create(name);
            Plan plan = workload.Compile();
            foreach (int count in new[] { 1, 2 })
            {
                Parallelism.Threads = count;
                Row(table, workload, "eagerly", workload.Step);
                Row(table, workload, "by plan", plan.Replay);
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

    private static void Row(Table table, Workload workload, string run, Action step)
    {
        (double median, double best) = Timing.Measure(step, 1.5);
        long before = GC.GetAllocatedBytesForCurrentThread();
        step();
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        table.Row(workload.Name, run, $"{Parallelism.Threads}", $"{median * 1e3:F2} ({best * 1e3:F2})",
            $"{workload.BatchSize / median:N0} ({workload.BatchSize / best:N0})", $"{bytes:N0}");
    }

    /// <summary>Where the time of a step goes: the clock is read after every op.</summary>
    private static void Parts(TextWriter writer, int threads)
    {
        Workload workload = Workload.LeNet();
        Timing.Warm(workload.Step);
        Dictionary<string, double[]> parts = [];
        double[] steps = new double[Steps];
        long last = 0;
        Recorder recorder = Recorder.Current;
        for (int step = 0; step < Steps; step++)
        {
            long start = last = Stopwatch.GetTimestamp();
            recorder.Observer = (op, inputs, outputs) =>
            {
                Note($"{op.Name} to {outputs[0].Shape}", step);
                last = Stopwatch.GetTimestamp();
            };
            workload.Step();
            recorder.Observer = null;
            Note("after the last op: Adam, closing the tape", step);
            steps[step] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        double whole = Median(steps);
        writer.WriteLine();
        Table table = new(writer, $"part of LeNet-5's step on {threads} thread{(threads > 1 ? "s" : "")}", "us, median", "of the step");
        foreach ((string name, double seconds) in parts.Select(Timed).OrderByDescending(static part => part.Seconds).Take(20))
            table.Row(name, $"{seconds * 1e6:F0}", $"{seconds / whole:P1}");

        void Note(string name, int step)
        {
            if (!parts.TryGetValue(name, out double[]? times)) parts[name] = times = new double[Steps];
            times[step] += Stopwatch.GetElapsedTime(last).TotalSeconds;
        }
    }

    private static (string Name, double Seconds) Timed(KeyValuePair<string, double[]> part) => (part.Key, Median(part.Value));

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
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
