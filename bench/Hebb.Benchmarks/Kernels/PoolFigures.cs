using System.Diagnostics;
using System.Runtime.CompilerServices;
using Hebb.Kernels;

namespace Hebb.Benchmarks.Kernels;

/// <summary>What the worker pool costs: fork and join of empty chunks, and evenly cut arithmetic.</summary>
internal static class PoolFigures
{
    public static void Run(TextWriter writer)
    {
        int threads = WorkerPool.Threads;
        writer.WriteLine("| threads | chunks | fork and join of empty chunks, median us | best us | 2 ms of arithmetic in 32 chunks, times one thread's speed |");
        writer.WriteLine("|---|---|---|---|---|");
        WorkerPool.Threads = 1;
        double alone = Timing.Measure(Arithmetic).Median;
        foreach (int count in new[] { 1, 2, 3, 8 })
        {
            WorkerPool.Threads = count;
            double speedup = alone / Timing.Measure(Arithmetic).Median;
            foreach (int chunks in new[] { 2, 16 })
            {
                (double median, double best) = Timing.Measure(() => Empty(chunks));
                writer.WriteLine($"| {count} | {chunks} | {median * 1e6 / Jobs:F2} | {best * 1e6 / Jobs:F2} | {speedup:F2} |");
            }
        }
        WorkerPool.Threads = threads;
    }

    private const int Jobs = 100;

    private static void Empty(int chunks)
    {
        Nothing work = default;
        for (int job = 0; job < Jobs; job++) WorkerPool.Run(ref work, chunks);
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
