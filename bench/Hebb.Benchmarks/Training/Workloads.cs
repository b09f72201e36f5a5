using System.Diagnostics;
using System.Text.Json.Nodes;
using Hebb.Benchmarks.Kernels;
using Hebb.Benchmarks.Report;

namespace Hebb.Benchmarks.Training;

/// <summary>Times workloads as `bench/peers/torch_peer.py` does. Memory is the process's so far: for a figure of one workload, run it alone.</summary>
internal static class Workloads
{
    private const int Replays = 40, Shown = 10;

    /// <summary>Measures those asked for and prints each when it is done.</summary>
    public static int Run(string[] options)
    {
        double seconds = 2;
        bool json = false;
        IReadOnlyList<string> names = Workload.Names;
        for (int i = 0; i < options.Length; i++)
        {
            string? value = i + 1 < options.Length ? options[i + 1] : null;
            if (options[i] == "--json")
            {
                json = true;
                continue;
            }
            if (options[i] == "--threads" && int.TryParse(value, out int threads) && threads is > 0 and <= 256) Parallelism.Threads = threads;
            else if (options[i] == "--seconds" && double.TryParse(value, out double wanted) && wanted > 0) seconds = wanted;
            else if (options[i] == "--only" && value is not null && Select(value) is { } chosen) names = chosen;
            else return Program.Fail($"workloads: '{options[i]} {value}' is none of --only NAME,..., --seconds S, --threads N, --json\n"
                + $"names: {string.Join(", ", Workload.Names)}");
            i++;
        }
        foreach (string name in names)
        {
            JsonObject figures = Measure(name, seconds);
            Console.WriteLine(json ? figures.ToJsonString() : Describe(figures));
        }
        return 0;
    }

    /// <summary>Where the time of a workload's training step goes: the lines of its plan that take most.</summary>
    public static int Profile(string[] names)
    {
        if (names is not [var list] || Select(list) is not { } chosen) return Program.Fail($"profile: say of which: {string.Join(", ", Workload.Names)}");
        foreach (string name in chosen)
        {
            Plan plan = Workload.Create(name).Compile();
            Timing.Warm(plan.Replay);
            PlanSummary summary = plan.Explain(Replays);
            double whole = summary.Lines.Sum(static line => line.Seconds!.Value);
            Table table = new(Console.Out, $"`{name}`: line of the plan", "reads and makes", "us", "of the step", "GFLOP/s", "GB/s");
            foreach (PlanLine line in summary.Lines.OrderByDescending(static line => line.Seconds).Take(Shown))
                table.Row($"{line.Number} {line.Kernel}", line.Shapes, $"{line.Seconds * 1e6:F1}", $"{line.Seconds / whole:P1}",
                    $"{2e-9 * line.Work / line.Seconds:F0}", $"{1e-9 * line.Bytes / line.Seconds:F0}");
            Console.WriteLine($"\nAll {summary.Lines.Count} lines: {whole * 1e3:F3} ms, the clock read after each.");
        }
        return 0;
    }

    /// <summary>The workloads of a list of names, which may be shortened where it is clear what is meant; null where it is not.</summary>
    public static IReadOnlyList<string>? Select(string list)
    {
        List<string> chosen = [];
        foreach (string part in list.Split(','))
        {
            string[] found = [.. Workload.Names.Where(name => name == part || name.StartsWith(part, StringComparison.Ordinal))];
            if (part.Length == 0 || found.Length != 1) return null;
            chosen.Add(found[0]);
        }
        return chosen;
    }

    private static JsonObject Measure(string name, double seconds)
    {
        Workload workload = Workload.Create(name);
        long start = Stopwatch.GetTimestamp();
        Plan plan = workload.Compile();
        double compile = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        double step = BestOfThree(plan.Replay, seconds);
        const int steps = 100;
        long before = GC.GetTotalAllocatedBytes(true);
        for (int i = 0; i < steps; i++) plan.Replay();
        long bytes = (GC.GetTotalAllocatedBytes(true) - before) / steps;
        (double one, double batch) = Predict(workload, seconds / 2);
        double gigaflops = 2e-9 * plan.MultiplyAdds / step, peak = PeakNow(), memory = Machine.PeakMegabytes();
        return new()
        {
            ["workload"] = name,
            ["peer"] = "hebb " + typeof(Model).Assembly.GetName().Version!.ToString(3),
            ["train_samples_per_s"] = workload.BatchSize / step,
            ["train_ms_per_step"] = step * 1e3,
            ["predict_1_us"] = one * 1e6,
            ["predict_batch_samples_per_s"] = workload.BatchSize / batch,
            ["peak_rss_mb"] = memory,
            ["gflops"] = gigaflops,
            ["peak_share"] = gigaflops / peak,
            ["plan_ms"] = compile,
            ["bytes_allocated_per_step"] = bytes,
            ["threads"] = Parallelism.Threads,
        };
    }

    private static (double One, double Batch) Predict(Workload workload, double seconds)
    {
        float[] one = workload.Inputs.Slice(0, 0, 1).ToArray<float>(), output = new float[workload.Model.Outputs[0].Shape[^1]];
        return (BestOfThree(() => workload.Model.Predict(one, output), seconds), BestOfThree(() => workload.Model.Predict(workload.Inputs), seconds));
    }

    // On the threads that the workload had, at the clock that it ran at.
    private static double PeakNow() =>
        Peak.Operations(Parallelism.Threads) / Timing.Measure(static () => Peak.Run(Parallelism.Threads), 0.1).Best * 1e-9;

    private static string Describe(JsonObject f) => $"""
        {f["workload"]} on {f["threads"]} threads
          training    {(double)f["train_samples_per_s"]!:N0} samples/s, {(double)f["train_ms_per_step"]!:F3} ms per step,
                      {f["bytes_allocated_per_step"]} bytes allocated in each; {(double)f["gflops"]!:F0} GFLOP/s,
                      {(double)f["peak_share"]!:P0} of the peak, counted as direct convolution
          prediction  {(double)f["predict_1_us"]!:F1} us for one sample, {(double)f["predict_batch_samples_per_s"]!:N0} samples/s for a batch
          memory      {(double)f["peak_rss_mb"]!:F0} MB at most; plan made in {(double)f["plan_ms"]!:F0} ms
        """;

    /// <summary>The best of three windows, in seconds per call.</summary>
    private static double BestOfThree(Action action, double seconds)
    {
        // Called for a while first: the runtime compiles the framework's own code for good in the background.
        long end = Stopwatch.GetTimestamp() + (long)(Math.Min(1, seconds / 2) * Stopwatch.Frequency);
        while (Stopwatch.GetTimestamp() < end) action();
        long before = Stopwatch.GetTimestamp();
        action();
        int calls = Math.Max(1, (int)(seconds / 3 / Math.Max(1e-7, Stopwatch.GetElapsedTime(before).TotalSeconds)));
        double best = double.PositiveInfinity;
        for (int window = 0; window < 3; window++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int call = 0; call < calls; call++) action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds / calls);
        }
        return best;
    }
}
