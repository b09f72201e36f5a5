using Hebb.Benchmarks.Report;
using Hebb.Kernels;

namespace Hebb.Benchmarks.Kernels;

/// <summary>The speed of matrix products, as parts of the peak measured between them.</summary>
internal static class GemmFigures
{
    private static readonly (int Rows, int Depth, int Columns)[] s_plain =
    [
        (1024, 1024, 1024), (512, 512, 512), (256, 256, 256), (128, 784, 512), (128, 512, 512), (128, 512, 10), (128, 256, 120), (64, 64, 64), (1, 784, 512),
        (1, 512, 512), (3, 784, 512), (32, 784, 128), (128, 84, 10), (128, 784, 1000), (128, 500, 250), (2048, 2048, 2048),
    ];

    private static readonly (int Rows, int Depth, int Columns)[] s_leftTransposed =
        [(784, 128, 512), (512, 128, 512), (512, 128, 10), (84, 128, 10), (1000, 128, 500), (250, 128, 30), (1024, 1024, 1024), (150, 8192, 16)];

    private static readonly (int Rows, int Depth, int Columns)[] s_rightTransposed =
        [(128, 512, 784), (128, 512, 512), (128, 10, 512), (128, 500, 1000), (128, 30, 250), (1024, 1024, 1024), (512, 784, 1)];

    public static void Run(TextWriter writer)
    {
        int threads = WorkerPool.Threads;
        writer.WriteLine("A transposed: gradients by weights. B transposed: gradients by inputs.");
        writer.WriteLine();
        Table table = new(writer, "product (rows x depth x columns)", "GFLOP/s on 1 thread, median (best)", "of peak", "GFLOP/s on 2 threads", "of peak",
            "2 threads to 1");
        foreach ((int rows, int depth, int columns) in s_plain) Row(table, rows, depth, columns, false, false);
        foreach ((int rows, int depth, int columns) in s_leftTransposed) Row(table, rows, depth, columns, true, false);
        foreach ((int rows, int depth, int columns) in s_rightTransposed) Row(table, rows, depth, columns, false, true);
        WorkerPool.Threads = threads;
    }

    private static void Row(Table table, int rows, int depth, int columns, bool transposeA, bool transposeB)
    {
        Matrix a = transposeA ? New(depth, rows).Transposed : New(rows, depth), b = transposeB ? New(columns, depth).Transposed : New(depth, columns);
        Matrix c = New(rows, columns);
        double flops = 2.0 * rows * depth * columns;
        (double one, double onePeak, string first) = Measure(1);
        (double two, double twoPeak, string second) = Measure(2);
        table.Row($"{rows}x{depth}x{columns}{(transposeA ? ", A transposed" : "")}{(transposeB ? ", B transposed" : "")}",
            first, $"{one / onePeak:P1}", second, $"{two / twoPeak:P1}", $"{two / one:F2}");

        (double Median, double Peak, string Text) Measure(int threads)
        {
            WorkerPool.Threads = threads;
            Timing.Pair pair = Timing.Beside(() => Gemm.Multiply(a, b, c), () => Peak.Run(threads));
            double median = flops / pair.Median * 1e-9, peak = Peak.Operations(threads) / pair.OtherMedian * 1e-9;
            return (median, peak, $"{median:F0} ({flops / pair.Best * 1e-9:F0})");
        }
    }

    private static Matrix New(int rows, int columns) => new(Operand.Random([rows, columns]).Address, DType.Float32, rows, columns, columns, 1);
}
