using Hebb.Benchmarks.Report;

namespace Hebb.Benchmarks.Training;

/// <summary>What a prediction costs beside the arithmetic: one sample and a batch, by plan and op by op; and a replayed op that does next to nothing.</summary>
internal static class PredictionFigures
{
    private const int Calls = 100;   // between two looks at the clock

    public static void Run(TextWriter writer)
    {
        int threads = Parallelism.Threads;
        Table ops = new(writer, "a plan of 64 ops on one number each", "ns per op, median (best)");
        foreach ((string name, Func<Tensor, Tensor> op) in ((string, Func<Tensor, Tensor>)[])
            [
                ("nothing", static x => Op.Apply(new Nothing(), x)),
                ("x + 1", static x => x + 1.0),
                ("[1, 1] times [1, 1]", static x => x.MatMul(x)),
            ])
        {
            Tensor x = Tensor.Ones([1, 1]);
            Plan plan = Plan.Compile(() =>
            {
                Tensor y = x;
                for (int i = 0; i < 64; i++) y = op(y);
                return y;
            }, fuse: false);
            (double median, double best) = Timing.Measure(Repeat(plan.Replay));
            ops.Row($"{name} ({plan.Count} instructions)", $"{median / Calls / 64 * 1e9:F1} ({best / Calls / 64 * 1e9:F1})");
        }
        writer.WriteLine();
        Table table = new(writer, "network, samples", "threads", "by plan, spans: us, median (best)", "by plan, tensors", "op by op",
            "managed bytes per call, spans");
        foreach ((string name, Model model, int[] counts) in Models())
            foreach (int samples in counts)
                foreach (int count in samples == 1 ? [1] : new[] { 1, 2 })
                {
                    Parallelism.Threads = count;
                    Row(table, name, model, samples);
                }
        Parallelism.Threads = threads;
    }

    private static IEnumerable<(string, Model, int[])> Models() =>
    [
        ("dense 4-16-3", Networks.Mlp("tiny_mlp", 1, 4, 16, 3), [1]),
        ("MLP 784-512-512-10", Networks.Mlp("mlp", 1, 784, 512, 512, 10), [1, 128]),
        ("LeNet-5", Networks.LeNet(1), [1, 128]),
    ];

    private static void Row(Table table, string name, Model model, int samples)
    {
        Tensor x = Tensor.Normal(model.Inputs[0].Shape.With(0, samples), seed: 1);
        float[] input = x.ToArray<float>(), output = new float[samples * model.Outputs[0].Shape[1..].Count];
        Action spans = () => model.Predict(input, output);
        string planned = Text(spans), tensors = Text(() => model.Predict(x)), eager = Text(() => model.PredictOpByOp([x], samples));
        long before = GC.GetAllocatedBytesForCurrentThread();
        spans();
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        table.Row($"{name}, {samples}", $"{Parallelism.Threads}", planned, tensors, eager, $"{bytes:N0}");
    }

    private static string Text(Action action)
    {
        (double median, double best) = Timing.Measure(Repeat(action));
        return $"{median / Calls * 1e6:F2} ({best / Calls * 1e6:F2})";
    }

    private static Action Repeat(Action action) => () =>
    {
        for (int i = 0; i < Calls; i++) action();
    };

    /// <summary>An op that computes nothing: what remains is the plan's own time.</summary>
    private sealed record Nothing : Op
    {
        public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(inputs[0].Shape, inputs[0].DType);

        protected internal override void Forward(in ForwardContext c)
        {
        }
    }
}
