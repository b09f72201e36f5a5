using System.Text.Json.Nodes;
using Hebb.Benchmarks.Report;

namespace Hebb.Benchmarks.Training;

/// <summary>Hebb beside PyTorch, workload by workload: PyTorch under each setting first, then both in turns, every time in a process of its own.</summary>
internal static class Comparison
{
    private const int Turns = 3;
    private const string Train = "train_samples_per_s", One = "predict_1_us", Batch = "predict_batch_samples_per_s", Memory = "peak_rss_mb";

    /// <summary>What is wanted at least, what is aimed at, and the most that prediction of one sample may take, as a part of PyTorch's time.</summary>
    private static readonly Dictionary<string, (double Least, double Aim, double PredictOne, double Memory)> s_targets = new()
    {
        ["tiny_mlp_4_16_3_b32_adam"] = (25, 60, 1 / 10.0, 0.5),
        ["mlp_784_128_10_b32_sgd"] = (4, 5.5, 1 / 3.0, 0.5),
        ["mlp_784_512_512_10_b128_adam"] = (3, 4.5, 1 / 2.0, 0.5),
        ["lenet5_b128_adam"] = (5, 8, 1 / 5.0, 0.5),
        ["mnist_cnn_b128_adam"] = (2.4, 3.2, 1 / 5.0, 0.5),
        ["autoencoder_784_1000_500_250_30_b128_adam"] = (2, 2.8, 1 / 2.0, 0.5),
        ["resnet20_b128_momentum"] = (1.25, 1.8, 1 / 2.5, 0.7),
        ["vgg_small_b64_momentum"] = (1.4, 2.1, 1 / 2.0, 0.7),
    };

    /// <summary>Measures and writes the report.</summary>
    public static int Run(string[] options)
    {
        double seconds = 2;
        string file = "bench/results/cpu.md";
        IReadOnlyList<string> names = Workload.Names;
        for (int i = 0; i < options.Length; i += 2)
        {
            string? value = i + 1 < options.Length ? options[i + 1] : null;
            if (options[i] == "--seconds" && double.TryParse(value, out double wanted) && wanted > 0) seconds = wanted;
            else if (options[i] == "--out" && value is not null) file = value;
            else if (options[i] == "--only" && value is not null && Workloads.Select(value) is { } chosen) names = chosen;
            else return Program.Fail($"compare: '{options[i]} {value}' is none of --only NAME,..., --seconds S, --out FILE\n"
                + $"names: {string.Join(", ", Workload.Names)}");
        }
        if (Peer.Script("torch_peer.py") is not { } script)
            return Program.Fail("compare: bench/peers/torch_peer.py is not below this folder; run it from the repository's root");
        if (Peer.Python("torch") is not { } python)
            return Program.Fail("compare: no Python with PyTorch here; set PYTHON to one (Debian's package: python3-torch)");
        List<Result> results = [.. names.Select(name => Measure(name, python, script, seconds))];
        Write(file, results, seconds);
        return 0;
    }

    private static Result Measure(string name, string python, string script, double seconds)
    {
        List<(Setting Setting, JsonObject Figures)> tried = [];
        foreach (Setting setting in Setting.All)
            if (!setting.ChannelsLast || !IsDense(name)) tried.Add((setting, Torch(python, script, name, setting, seconds / 2)));
        // The best for training, and for each kind of prediction: they need not be the same.
        Setting[] best = [.. new[] { Best(tried, Train, true), Best(tried, One, false), Best(tried, Batch, true) }.Distinct()];
        List<JsonObject> ours = [], theirs = [];
        for (int turn = 0; turn < Turns; turn++)
        {
            ours.Add(Peer.Last(Environment.ProcessPath!, Peer.Ours(["workloads", "--only", name, "--seconds", $"{seconds}", "--json"]), []));
            JsonObject[] all = [.. best.Select(setting => Torch(python, script, name, setting, seconds))];
            JsonObject one = (JsonObject)all[0].DeepClone();
            one[Train] = all.Max(static figures => (double)figures[Train]!);
            one["train_ms_per_step"] = all.Min(static figures => (double)figures["train_ms_per_step"]!);
            one[One] = all.Min(static figures => (double)figures[One]!);
            one[Batch] = all.Max(static figures => (double)figures[Batch]!);
            one[Memory] = all.Min(static figures => (double)figures[Memory]!);
            theirs.Add(one);
            Console.WriteLine($"{name}, turn {turn + 1}: training {Value(ours[^1], Train):N0} to {Value(one, Train):N0} samples/s "
                + $"({Value(ours[^1], Train) / Value(one, Train):F2}), prediction of one {Value(ours[^1], One):F1} to {Value(one, One):F1} us");
        }
        return new(name, ours, theirs, tried);
    }

    private static bool IsDense(string name) => name.Contains("mlp", StringComparison.Ordinal) || name.StartsWith("autoencoder", StringComparison.Ordinal);

    private static Setting Best(List<(Setting Setting, JsonObject Figures)> tried, string key, bool more) =>
        (more ? tried.MaxBy(row => Value(row.Figures, key)) : tried.MinBy(row => Value(row.Figures, key))).Setting;

    private static JsonObject Torch(string python, string script, string name, Setting setting, double seconds)
    {
        List<string> arguments = [script, "--only", name, "--threads", $"{setting.Threads}", "--seconds", $"{seconds}"];
        if (setting.ChannelsLast) arguments.Add("--channels-last");
        List<(string, string)> environment = [("OPENBLAS_NUM_THREADS", $"{setting.Threads}"), ("OMP_NUM_THREADS", $"{setting.Threads}")];
        if (setting.Core.Length > 0) environment.Add(("OPENBLAS_CORETYPE", setting.Core));
        return Peer.Last(python, arguments, environment);
    }

    private static void Write(string file, List<Result> results, double seconds)
    {
        using StringWriter text = new() { NewLine = "\n" };
        text.WriteLine("# Hebb beside PyTorch on the CPU\n");
        text.WriteLine($"Written by `dotnet run -c Release --project bench/Hebb.Benchmarks -- compare`: {Turns} turns, {seconds} s for each figure,");
        text.WriteLine("Hebb and PyTorch one after the other, each in a process of its own; in every turn PyTorch has the best of the settings below for");
        text.WriteLine("each figure.\n");
        text.WriteLine(Machine.Describe());
        text.WriteLine($"- {results[0].Theirs[0]["peer"]}");
        text.WriteLine("\n## Training\n");
        Table training = new(text, "workload", "Hebb, samples/s", "PyTorch, samples/s", "times, median (each turn)", "at least", "aim",
            "Hebb, GFLOP/s", "of the peak");
        foreach (Result result in results)
        {
            (double least, double aim, _, _) = s_targets[result.Name];
            training.Row(result.Name, $"{Median(result.Ours, Train):N0}", $"{Median(result.Theirs, Train):N0}", Ratios(result, Train), $"{least}", $"{aim}",
                $"{Median(result.Ours, "gflops"):F0}", $"{Median(result.Ours, "peak_share"):P0}");
        }
        text.WriteLine("\nGFLOP/s count convolutions as if done directly, and nothing but products and convolutions.\n\n## Prediction\n");
        Table prediction = new(text, "workload", "Hebb, one sample, us", "PyTorch, us", "part of its time (each turn)", "at most", "Hebb, a batch, samples/s",
            "PyTorch, samples/s", "times (each turn)");
        foreach (Result result in results)
            prediction.Row(result.Name, $"{Median(result.Ours, One):F1}", $"{Median(result.Theirs, One):F1}", Ratios(result, One),
                $"{s_targets[result.Name].PredictOne:F2}", $"{Median(result.Ours, Batch):N0}", $"{Median(result.Theirs, Batch):N0}", Ratios(result, Batch));
        text.WriteLine("\n## Memory and overhead\n");
        Table memory = new(text, "workload", "Hebb, MB", "PyTorch, MB", "part (each turn)", "at most", "plan made in, ms", "bytes allocated per step");
        foreach (Result result in results)
            memory.Row(result.Name, $"{Median(result.Ours, Memory):F0}", $"{Median(result.Theirs, Memory):F0}", Ratios(result, Memory),
                $"{s_targets[result.Name].Memory}", $"{Median(result.Ours, "plan_ms"):F0}", $"{Median(result.Ours, "bytes_allocated_per_step"):F0}");
        text.WriteLine("\nMemory is the most that the whole process had in use.\n\n## PyTorch under each setting\n");
        Table settings = new(text, "workload", "threads", "OpenBLAS kernels", "layout", "training, samples/s", "one sample, us", "a batch, samples/s", "MB");
        foreach (Result result in results)
            foreach ((Setting setting, JsonObject figures) in result.Tried)
                settings.Row(result.Name, $"{setting.Threads}", setting.Core.Length > 0 ? setting.Core : "its own choice",
                    setting.ChannelsLast ? "channels last" : "contiguous", $"{Value(figures, Train):N0}", $"{Value(figures, One):F1}",
                    $"{Value(figures, Batch):N0}", $"{Value(figures, Memory):F0}");
        text.WriteLine("\n## Profiles of what is short of its aim");
        foreach (Result result in results)
        {
            (double ratio, double one) = (Ratio(result, Train), Ratio(result, One));
            (_, double aim, double predictOne, _) = s_targets[result.Name];
            if (ratio >= aim && one <= predictOne) continue;
            text.WriteLine($"\nTraining {ratio:F2} times (aim {aim}), prediction of one sample in {one:F2} of PyTorch's time (at most {predictOne:F2}).\n");
            text.WriteLine(Peer.Output(Environment.ProcessPath!, Peer.Ours(["profile", result.Name]), []).Trim());
        }
        File.WriteAllText(file, text + Kept(file));
    }

    // What people wrote below the figures stays.
    private static string Kept(string file)
    {
        const string heading = "\n## Where the time goes";
        string before = File.Exists(file) ? File.ReadAllText(file) : "";
        int at = before.IndexOf(heading, StringComparison.Ordinal);
        return at < 0 ? "" : before[at..];
    }

    private static string Ratios(Result result, string key) =>
        $"**{Ratio(result, key):F2}** ({string.Join(", ", AllRatios(result, key).Select(static ratio => $"{ratio:F2}"))})";

    private static double Ratio(Result result, string key) => AllRatios(result, key).Order().ElementAt(Turns / 2);

    private static IEnumerable<double> AllRatios(Result result, string key) =>
        result.Ours.Zip(result.Theirs, (ours, theirs) => Value(ours, key) / Value(theirs, key));

    private static double Median(List<JsonObject> rows, string key) => rows.Select(row => Value(row, key)).Order().ElementAt(rows.Count / 2);

    private static double Value(JsonObject figures, string key) => (double)figures[key]!;

    private sealed record Result(string Name, List<JsonObject> Ours, List<JsonObject> Theirs, List<(Setting Setting, JsonObject Figures)> Tried);

    /// <summary>What PyTorch's speed depends on.</summary>
    private sealed record Setting(int Threads, string Core, bool ChannelsLast)
    {
        public static IEnumerable<Setting> All
        {
            get
            {
                for (int threads = 1; threads <= 2; threads++)
                    for (int other = 0; other < 4; other++) yield return new(threads, other / 2 == 0 ? "" : "SKYLAKEX", other % 2 == 1);
            }
        }
    }
}
