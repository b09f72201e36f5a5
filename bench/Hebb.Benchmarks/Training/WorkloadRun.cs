using System.Diagnostics;
using System.Text.Json.Nodes;
using Hebb.Benchmarks.Report;

namespace Hebb.Benchmarks.Training;

/// <summary>Times a workload as `bench/peers/torch_peer.py` does, in a process of its own, so that its memory can be compared too.</summary>
internal static class WorkloadRun
{
    /// <summary>Measures and prints.</summary>
    public static int Run(string name, string[] options)
    {
        double seconds = 2;
        bool json = false;
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
            else return Program.Fail($"{name}: '{options[i]}' is none of --threads N, --seconds S, --json, or lacks its number");
            i++;
        }
        Workload workload = Workload.Create(name);
        Tensor one = workload.Inputs.Slice(0, 0, 1).Detach();
        double step = BestOfThree(workload.Step, seconds), sample = BestOfThree(() => workload.Model.Predict(one), seconds / 2);
        double batch = BestOfThree(() => workload.Model.Predict(workload.Inputs), seconds / 2), peak = Machine.PeakMegabytes();
        if (json)
            Console.WriteLine(new JsonObject
            {
                ["workload"] = workload.Name,
                ["peer"] = "hebb " + typeof(Model).Assembly.GetName().Version!.ToString(3),
                ["train_samples_per_s"] = Workload.BatchSize / step,
                ["train_ms_per_step"] = step * 1e3,
                ["predict_1_us"] = sample * 1e6,
                ["predict_batch_samples_per_s"] = Workload.BatchSize / batch,
                ["peak_rss_mb"] = peak,
                ["threads"] = Parallelism.Threads,
            }.ToJsonString());
        else
            Console.WriteLine($"""
                {workload.Name} on {Parallelism.Threads} threads, batch {Workload.BatchSize}
                training    {Workload.BatchSize / step:N0} samples/s, {step * 1e3:F2} ms per step
                prediction  {sample * 1e6:F0} us for one sample, {Workload.BatchSize / batch:N0} samples/s for a batch
                memory      {peak:F0} MB at most
                """);
        return 0;
    }

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
