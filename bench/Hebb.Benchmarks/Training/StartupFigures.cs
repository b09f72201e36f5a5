using System.Diagnostics;
using Hebb.Benchmarks.Report;

namespace Hebb.Benchmarks.Training;

/// <summary>How long a process takes from its start to the end of its first training step, data in memory.</summary>
internal static class StartupFigures
{
    private const int Processes = 15;

    public static void Run(TextWriter writer)
    {
        writer.WriteLine($"A new process that builds LeNet-5, makes 128 random samples and takes one training step; {Processes} processes.");
        writer.WriteLine();
        Table table = new(writer, "from the process's start to", "median ms (best)", "target");
        double[] main = new double[Processes], step = new double[Processes];
        for (int i = 0; i < Processes; i++)
        {
            long start = Stopwatch.GetTimestamp();
            using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Arguments("first-step")) { RedirectStandardOutput = true })!;
            process.StandardOutput.ReadLine();
            main[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            process.StandardOutput.ReadLine();
            step[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            process.WaitForExit();
        }
        Array.Sort(main);
        Array.Sort(step);
        table.Row("its first line of code", $"{main[Processes / 2]:F0} ({main[0]:F0})", "");
        table.Row("the end of its first step", $"{step[Processes / 2]:F0} ({step[0]:F0})", "250");
    }

    /// <summary>The child's part.</summary>
    public static void FirstStep()
    {
        Console.WriteLine("main");
        Workload.LeNet().Compile().Replay();
        Console.WriteLine("step");
    }

    private static string[] Arguments(string command) =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(StartupFigures).Assembly.Location, command] : [command];
}
