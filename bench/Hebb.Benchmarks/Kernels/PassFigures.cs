using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hebb.Benchmarks.Report;
using Hebb.Kernels;

namespace Hebb.Benchmarks.Kernels;

/// <summary>The speed of kernels that compute little for each number: pooling, statistics, sums. Beside each a loop that only reads as much memory and writes
/// as much, in chunks on the same threads.</summary>
internal static class PassFigures
{
    private static readonly (int Size, int Channels)[] s_pooled = [(24, 6), (8, 16), (24, 64)], s_normalized = [(32, 16), (16, 32), (8, 64)];

    public static void Run(TextWriter writer)
    {
        int threads = WorkerPool.Threads;
        writer.WriteLine("Batches of 128 images. A pass is as fast as memory when it takes as long as a loop that reads and writes as much.");
        writer.WriteLine();
        Table table = new(writer, "pass", "us on 1 thread, median (best)", "of such a loop's speed", "us on 2 threads", "of such a loop's speed");
        foreach ((int size, int channels) in s_pooled) Pooling(table, size, channels);
        foreach ((int size, int channels) in s_normalized) Normalization(table, size, channels);
        foreach ((int rows, int columns) in new[] { (128, 512), (128 * 24 * 24, 6), (128 * 16 * 16, 32) })
        {
            View x = Operand.Random([rows, columns]), y = Operand.Empty([columns]);
            Row(table, $"sums of the columns of {x.Shape}", () => Hebb.Kernels.Reduction.Sum(x, y, 1, rows, columns), [x], default);
        }
        WorkerPool.Threads = threads;
    }

    private static void Pooling(Table table, int size, int channels)
    {
        PoolingGeometry g = new(128, size, size, channels, 2, 2, 2, 2);
        View x = Operand.Random([128, size, size, channels]), y = Operand.Empty([128, size / 2, size / 2, channels]);
        View gradY = Operand.Random(y.Shape), gradX = Operand.Empty(x.Shape);
        Row(table, $"greatest of 2x2 of {x.Shape}", () => MaxPooling.Forward(g, x, y), [x], y);
        Row(table, "its gradient", () => MaxPooling.Gradient(g, x, y, gradY, gradX), [x, y, gradY], gradX);
    }

    private static void Normalization(Table table, int size, int channels)
    {
        View x = Operand.Random([128, size, size, channels]), g = Operand.Random(x.Shape), y = Operand.Empty(x.Shape);
        View mean = Operand.Empty([channels]), a = Operand.Random([channels]), b = Operand.Random([channels]), c = Operand.Random([channels]);
        int rows = 128 * size * size;
        ElementwiseProgram standardize = ElementwisePrograms.Get(StandardizeOp.Instance, [.. Enumerable.Repeat(DType.Float32, 4)], [DType.Float32]);
        ElementwiseProgram gradient = ElementwisePrograms.Get(BatchNormalizeInputOp.Instance, [.. Enumerable.Repeat(DType.Float32, 6)], [DType.Float32]);
        Row(table, $"mean and variance of {x.Shape}", () => Moments.Run(x, mean, a, rows, channels), [x], default);
        Row(table, "standardized", () => standardize.Run([x, mean, a, b], [y]), [x], y);
        Row(table, "the two sums of the gradient", () => ChannelSums.Run(g, x, mean, a, b, rows, channels), [g, x], default);
        Row(table, "the gradient", () => gradient.Run([g, x, mean, a, b, c], [y]), [g, x], y);
    }

    private static void Row(Table table, string name, Action pass, View[] read, View written)
    {
        View copy = written.Address == 0 ? default : Operand.Empty(written.Shape);
        (string one, string onePart) = Measure(1);
        (string two, string twoPart) = Measure(2);
        table.Row(name, one, onePart, two, twoPart);

        (string Text, string Part) Measure(int threads)
        {
            WorkerPool.Threads = threads;
            Timing.Pair pair = Timing.Beside(pass, () => Stream.Run(read, copy));
            return ($"{pair.Median * 1e6:F1} ({pair.Best * 1e6:F1})", $"{pair.OtherMedian / pair.Median:P0}");
        }
    }

    /// <summary>Reads some memory and writes some: 32 numbers at a time, a stretch of every operand in each chunk.</summary>
    private readonly unsafe struct Stream(View[] read, View written, int chunks) : IChunkedWork
    {
        public static void Run(View[] read, View written)
        {
            int chunks = (int)Math.Clamp(read[0].Count >> 14, 1, 64);
            Stream stream = new(read, written, chunks);
            WorkerPool.Run(ref stream, chunks);
        }

        public void Run(int chunk, int worker)
        {
            Vector512<float> sum = default;
            foreach (View view in read) sum += Sum((float*)view.Address + Start(view, chunk), Start(view, chunk + 1) - Start(view, chunk));
            if (written.Address != 0) Fill((float*)written.Address + Start(written, chunk), Start(written, chunk + 1) - Start(written, chunk), sum);
        }

        private long Start(in View view, int chunk) => view.Count * chunk / chunks & -32;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static Vector512<float> Sum(float* from, long count)
        {
            Vector512<float> a = default, b = default;
            for (long i = 0; i < count; i += 32)
            {
                a += Vector512.Load(from + i);
                b += Vector512.Load(from + i + 16);
            }
            return a + b;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Fill(float* to, long count, Vector512<float> value)
        {
            for (long i = 0; i < count; i += 32)
            {
                value.Store(to + i);
                value.Store(to + i + 16);
            }
        }
    }
}
