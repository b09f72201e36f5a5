using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Hebb.Benchmarks.Report;

namespace Hebb.Benchmarks.Training;

/// <summary>How long a process takes from its start to the end of its first training step, data in memory.</summary>
internal static class StartupFigures
{
    private const int Processes = 15;

    private static readonly string[] s_stages = ["its first line of code", "its network and samples", "its step as a plan", "the end of its first step"];

    public static void Run(TextWriter writer)
    {
        writer.WriteLine($"A new process that builds LeNet-5, makes 128 random samples and takes one training step; medians of {Processes} processes.");
        writer.WriteLine();
        Table table = new(writer, "from the process's start to", "ms (best)", "target", "processor ms", "methods compiled", "ms for them");
        Stage[,] runs = new Stage[s_stages.Length, Processes];
        for (int i = 0; i < Processes; i++)
        {
            long start = Stopwatch.GetTimestamp();
            using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Arguments("first-step")) { RedirectStandardOutput = true })!;
            for (int stage = 0; stage < s_stages.Length; stage++)
            {
                string[] line = process.StandardOutput.ReadLine()!.Split(' ');
                runs[stage, i] = new(Stopwatch.GetElapsedTime(start).TotalMilliseconds, Number(line[0]), Number(line[1]), Number(line[2]));
            }
            process.WaitForExit();
        }
        for (int stage = 0; stage < s_stages.Length; stage++)
        {
            Stage[] all = [.. Enumerable.Range(0, Processes).Select(i => runs[stage, i])];
            table.Row(s_stages[stage], $"{Median(all, static s => s.Wall):F0} ({all.Min(static s => s.Wall):F0})", stage == s_stages.Length - 1 ? "250" : "",
                $"{Median(all, static s => s.Processor):F0}", $"{Median(all, static s => s.Methods):F0}", $"{Median(all, static s => s.Compiling):F0}");
        }
    }

    /// <summary>The child's part.</summary>
    public static void FirstStep()
    {
        Report();
        Workload workload = Workload.LeNet();
        Report();
        Plan plan = workload.Compile();
        Report();
        plan.Replay();
        Report();
    }

    private static void Report()
    {
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{self.TotalProcessorTime.TotalMilliseconds} {JitInfo.GetCompiledMethodCount()} {JitInfo.GetCompilationTime().TotalMilliseconds}"));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Median(Stage[] runs, Func<Stage, double> figure) => runs.Select(figure).Order().ElementAt(runs.Length / 2);

    private static string[] Arguments(string command) =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(StartupFigures).Assembly.Location, command] : [command];

    private readonly record struct Stage(double Wall, double Processor, double Methods, double Compiling);
}
