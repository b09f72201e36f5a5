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
        writer.WriteLine("| threads | chunks | empty chunks, median us | best us | arithmetic in 32 chunks, times one thread's speed |");
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
        Neighbour(writer);
        WorkerPool.Threads = threads;
    }

    /// <summary>
    /// Two threads beside one that is busy with something else, against one thread alone: cores are shared, so the best there is to win is little, and nothing
    /// may be lost.
    /// </summary>
    private static unsafe void Neighbour(TextWriter writer)
    {
        writer.WriteLine();
        writer.WriteLine("| product beside a busy neighbour | one thread alone, median us | two threads beside it, median us | ratio | 95 in 100 within |");
        writer.WriteLine("|---|---|---|---|---|");
        foreach ((int rows, int depth, int columns) in new[] { (128, 512, 512), (512, 512, 512) })
        {
            float[] a = new float[rows * depth], b = new float[depth * columns], c = new float[rows * columns];
            fixed (float* pa = a, pb = b, pc = c)
            {
                Matrix left = new((nint)pa, DType.Float32, rows, depth, depth, 1), right = new((nint)pb, DType.Float32, depth, columns, columns, 1),
                    result = new((nint)pc, DType.Float32, rows, columns, columns, 1);
                double[] alone = Times(1), beside;
                bool stop = false;
                Thread neighbour = new(() => { while (!Volatile.Read(ref stop)) Thread.SpinWait(100); }) { IsBackground = true };
                neighbour.Start();
                beside = Times(2);
                Volatile.Write(ref stop, true);
                neighbour.Join();
                double one = alone[alone.Length / 2], two = beside[beside.Length / 2];
                double most = beside[beside.Length * 95 / 100];
                writer.WriteLine($"| {rows}x{depth}x{columns} | {one * 1e6:F0} | {two * 1e6:F0} | {two / one:F2} | {most / one:F2} |");

                double[] Times(int count)
                {
                    WorkerPool.Threads = count;
                    double[] times = new double[1000];
                    for (int run = -200; run < times.Length; run++)
                    {
                        long start = Stopwatch.GetTimestamp();
                        Gemm.Multiply(left, right, result);
                        if (run >= 0) times[run] = Stopwatch.GetElapsedTime(start).TotalSeconds;
                    }
                    Array.Sort(times);
                    return times;
                }
            }
        }
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
