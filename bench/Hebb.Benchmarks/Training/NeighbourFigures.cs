using System.Diagnostics;
using Hebb.Benchmarks.Kernels;
using Hebb.Benchmarks.Report;
using Hebb.Kernels;

namespace Hebb.Benchmarks.Training;

/// <summary>What becomes of two threads when another process keeps one of two cores busy: there is little to win then, and nothing may be lost.</summary>
internal static class NeighbourFigures
{
    public static void Run(TextWriter writer)
    {
        if (!OperatingSystem.IsLinux())
        {
            writer.WriteLine("Not measured: the busy process is pinned with Linux's `taskset`.");
            return;
        }
        int threads = Parallelism.Threads;
        Table table = new(writer, "work", "1 thread, nobody else, median us", "2 threads, nobody else", "2 threads beside a busy process pinned to core 0",
            "times the 1 thread (target 1.3)", "95 in 100 runs within");
        foreach (int size in new[] { 128, 512 })
        {
            (Matrix left, Matrix right, Matrix result) = (New(size, 512), New(512, 512), New(size, 512));
            Row(table, $"product {size}x512x512", () => Gemm.Multiply(left, right, result), 400);
        }
        Row(table, "LeNet-5, a training step", Workload.LeNet().Step, 300);
        Parallelism.Threads = threads;
    }

    private static void Row(Table table, string name, Action action, int runs)
    {
        Timing.Warm(action);
        List<double> one = [], two = [], beside = [];
        for (int round = 0; round < 3; round++)   // in turns: what the machine does besides falls on all three
        {
            Time(1, one);
            Time(2, two);
            using var neighbour = Process.Start("taskset", ["-c", "0", "sh", "-c", "while :; do :; done"]);
            Thread.Sleep(300);
            Time(2, beside);
            neighbour.Kill();
            neighbour.WaitForExit();
        }
        double alone = At(one, 0.5);
        table.Row(name, $"{alone * 1e6:F0}", $"{At(two, 0.5) * 1e6:F0}", $"{At(beside, 0.5) * 1e6:F0}", $"{At(beside, 0.5) / alone:F2}",
            $"{At(beside, 0.95) / alone:F2}");

        void Time(int threads, List<double> times)
        {
            Parallelism.Threads = threads;
            for (int run = -20; run < runs; run++)
            {
                long start = Stopwatch.GetTimestamp();
                action();
                if (run >= 0) times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }
    }

    private static double At(List<double> times, double part)
    {
        times.Sort();
        return times[(int)(times.Count * part)];
    }

    private static Matrix New(int rows, int columns) => new(Operand.Random([rows, columns]).Address, DType.Float32, rows, columns, columns, 1);
}
