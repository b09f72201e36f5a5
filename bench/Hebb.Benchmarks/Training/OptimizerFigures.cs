using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hebb.Benchmarks.Kernels;
using Hebb.Benchmarks.Report;
using Hebb.Kernels;

namespace Hebb.Benchmarks.Training;

/// <summary>The speed of the elementwise optimizers' updates: bytes moved for each second, beside a copy of as much memory as no cache holds.</summary>
internal static unsafe class OptimizerFigures
{
    private const int Parameters = 4_000_000;

    private static readonly (string Name, Func<Optimizer> Make)[] s_optimizers =
    [
        ("SGD", static () => new Sgd()),
        ("SGD, momentum", static () => new Sgd { Momentum = 0.9 }),
        ("SGD, Nesterov", static () => new Sgd { Momentum = 0.9, Nesterov = true }),
        ("SGD, average of gradients", static () => new Sgd { Momentum = 0.9, AveragesGradients = true }),
        ("Adagrad", static () => new Adagrad()),
        ("Adadelta", static () => new Adadelta()),
        ("RMSprop", static () => new RmsProp()),
        ("RMSprop, centred, momentum", static () => new RmsProp { Centered = true, Momentum = 0.9 }),
        ("Adam", static () => new Adam()),
        ("Adam, AMSGrad", static () => new Adam { AmsGrad = true }),
        ("Adam, averaged weights", static () => new Adam { AverageDecay = 0.999 }),
        ("AdamW", static () => new AdamW()),
        ("Adamax", static () => new Adamax()),
        ("Nadam", static () => new Nadam()),
        ("RAdam", static () => new RAdam()),
        ("Lion", static () => new Lion()),
        ("FTRL", static () => new Ftrl { L1 = 1e-3 }),
        ("Rprop", static () => new Rprop()),
        ("ASGD", static () => new Asgd()),
    ];

    public static void Run(TextWriter writer)
    {
        int threads = WorkerPool.Threads;
        Shape[] sizes = [[Parameters / Copy.Chunk * Copy.Chunk], [4096, 4096]];
        (View From, View To)[] copied = [.. sizes.Select(static shape => (Operand.Random(shape), Operand.Empty(shape)))];
        writer.WriteLine($"{Parameters / 1_000_000} million parameters in Float32. An update reads the parameter, its gradient and what the optimizer keeps, and writes all");
        writer.WriteLine("but the gradient. Beside it, in turns, a copy: the fastest of 16 and of 64 MB (so many parameters, and more than any cache holds), with");
        writer.WriteLine("ordinary and with streaming stores. A copy's ordinary stores also read what they overwrite, which an update has read already. Times are");
        writer.WriteLine("those that a fifth of the runs beat.");
        writer.WriteLine();
        Table table = new(writer, "optimizer", "numbers moved", "GB/s on 1 thread", "of the copy's", $"GB/s on {threads} threads", "of the copy's");
        foreach ((string name, Func<Optimizer> make) in s_optimizers)
        {
            using var tape = GradientTape.Begin();
            Variable weights = new(Tensor.Full([Parameters], 0.5), "weights");
            Optimizer optimizer = make();
            Gradients gradients = tape.Gradient((weights * Tensor.Full([Parameters], 1e-3)).Sum(), weights);
            optimizer.LearningRate = 1e-6;
            int moved = 3 + 2 * optimizer.State([weights]).Count();
            List<string> cells = [name, $"{moved}"];
            foreach (int count in new[] { 1, threads })
            {
                WorkerPool.Threads = count;
                List<Action> actions = [() => optimizer.Apply(gradients)];
                foreach ((View from, View to) in copied)
                    foreach (bool streaming in new[] { false, true }) actions.Add(() => Copy.Run(from, to, streaming));
                double[] times = InTurns(actions);
                double copy = Enumerable.Range(0, 4).Max(i => 8.0 * copied[i / 2].From.Count / times[1 + i]);
                double speed = 4.0 * moved * Parameters / times[0];
                cells.AddRange([$"{speed * 1e-9:F1}", $"{speed / copy:P0}"]);
            }
            table.Row([.. cells]);
        }
        WorkerPool.Threads = threads;
    }

    // Each again and again in turns, so that all meet the same neighbours; of each the time that a fifth of its runs beat: what others take of the memory and of
    // the processors is in the rest.
    private static double[] InTurns(List<Action> actions)
    {
        foreach (Action action in actions) Timing.Warm(action);
        List<double>[] times = [.. actions.Select(static _ => new List<double>())];
        long end = Stopwatch.GetTimestamp() + 3 * Stopwatch.Frequency / 2;
        while (Stopwatch.GetTimestamp() < end || times[0].Count < 10)
            for (int i = 0; i < actions.Count; i++)
            {
                long start = Stopwatch.GetTimestamp();
                actions[i]();
                times[i].Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        return [.. times.Select(static one => one.Order().ElementAt(one.Count / 5))];
    }

    /// <summary>A copy in chunks of a quarter of a megabyte.</summary>
    private readonly struct Copy(View from, View to, bool streaming) : IChunkedWork
    {
        public const int Chunk = 65536;

        public static void Run(View from, View to, bool streaming)
        {
            Copy copy = new(from, to, streaming);
            WorkerPool.Run(ref copy, (int)(from.Count / Chunk));
        }

        public void Run(int chunk, int worker)
        {
            long start = (long)chunk * Chunk;
            if (streaming) Stream((float*)from.Address + start, (float*)to.Address + start);
            else Plain((float*)from.Address + start, (float*)to.Address + start);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Plain(float* source, float* target)
        {
            for (int i = 0; i < Chunk; i += 32)
            {
                Vector512<float> a = Vector512.Load(source + i), b = Vector512.Load(source + i + 16);
                a.Store(target + i);
                b.Store(target + i + 16);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Stream(float* source, float* target)
        {
            for (int i = 0; i < Chunk; i += 32)
            {
                Vector512<float> a = Vector512.Load(source + i), b = Vector512.Load(source + i + 16);
                a.StoreAlignedNonTemporal(target + i);
                b.StoreAlignedNonTemporal(target + i + 16);
            }
        }
    }
}
