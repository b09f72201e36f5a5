using System.Diagnostics;
using System.Runtime.CompilerServices;
using Hebb.Benchmarks.Report;
using Hebb.Kernels;

namespace Hebb.Benchmarks.Kernels;

/// <summary>What the worker pool costs: fork and join of empty chunks, two threads that meet, and evenly cut arithmetic.</summary>
internal static class PoolFigures
{
    private const int Jobs = 100;

    public static void Run(TextWriter writer)
    {
        int threads = WorkerPool.Threads;
        Table table = new(writer, "threads", "chunks", "fork and join of empty chunks, median us (best)",
            "2 ms of arithmetic in 32 chunks, times one thread's speed");
        WorkerPool.Threads = 1;
        double alone = Timing.Measure(Arithmetic).Median;
        foreach (int count in new[] { 1, 2, 3, 8 })
        {
            WorkerPool.Threads = count;
            double speedup = alone / Timing.Measure(Arithmetic).Median;
            foreach (int chunks in new[] { 2, 16 })
            {
                (double median, double best) = Timing.Measure(() => Empty(chunks));
                table.Row($"{count}", $"{chunks}", $"{median * 1e6 / Jobs:F2} ({best * 1e6 / Jobs:F2})", $"{speedup:F2}");
            }
        }
        WorkerPool.Threads = 2;
        (double meeting, double bestMeeting) = Timing.Measure(Meet);
        writer.WriteLine();
        writer.WriteLine($"Two chunks that wait for each other, so that two threads have to meet: {meeting * 1e6 / Jobs:F2} us in the median, "
            + $"{bestMeeting * 1e6 / Jobs:F2} at best (target 1.5, idle).");
        WorkerPool.Threads = threads;
    }

    private static void Empty(int chunks)
    {
        Nothing work = default;
        for (int job = 0; job < Jobs; job++) WorkerPool.Run(ref work, chunks);
    }

    private static void Meet()
    {
        for (int job = 0; job < Jobs; job++)
        {
            Meeting work = default;
            WorkerPool.Run(ref work, 2);
        }
    }

    private static void Arithmetic()
    {
        Spinning work = default;
        WorkerPool.Run(ref work, 32);
    }

    private readonly struct Nothing : IChunkedWork
    {
        public void Run(int chunk, int worker) { }
    }

    private struct Meeting : IChunkedWork
    {
        private int _arrived;

        public void Run(int chunk, int worker)
        {
            Interlocked.Increment(ref _arrived);
            while (Volatile.Read(ref _arrived) < 2) Thread.SpinWait(1);
        }
    }

    private readonly struct Spinning : IChunkedWork
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int chunk, int worker)
        {
            double x = chunk;
            for (int i = 0; i < 60_000; i++) x = x * 0.5 + 1;
            if (x == 12345) throw new UnreachableException();
        }
    }
}
