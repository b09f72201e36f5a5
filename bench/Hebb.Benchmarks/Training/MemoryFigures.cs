using Hebb.Benchmarks.Report;
using Hebb.Kernels;

namespace Hebb.Benchmarks.Training;

/// <summary>What becomes of memory: collections, and growth.</summary>
internal static class MemoryFigures
{
    public static void Run(TextWriter writer)
    {
        object[] heap = new object[700_000];
        for (int i = 0; i < heap.Length; i++) heap[i] = new object[2];
        Settle();
        writer.WriteLine("Beside a heap of 700,000 live objects. First 10,000 steps of `Trainer.Fit`: LeNet-5, batches of 16.");
        writer.WriteLine();
        Training(new Table(writer, "after step", "tensors, MB", "committed by the collector, MB", "process, MB",
            "generation-2 collections since step 100 (target 0)"));
        writer.WriteLine();
        Table ops = new(writer, "10,000 eager ops on no tape", "collections: generation 0", "1", "2 (target 0)", "most memory of tensors, MB");
        EagerOps(ops, [16]);
        EagerOps(ops, [512, 512]);
        GC.KeepAlive(heap);
    }

    /// <summary>Lets what lives grow old, as it is in a program that has been running for a while: an object moves up a generation at a time.</summary>
    private static void Settle()
    {
        for (int generation = 0; generation < 2; generation++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private static void EagerOps(Table table, Shape shape)
    {
        Tensor x = Tensor.Ones(shape), y = Tensor.Ones(shape);
        Settle();
        (int zero, int one, int two) = (GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2));
        long most = 0;
        for (int op = 0; op < 10_000; op++)
        {
            _ = x + y;
            most = Math.Max(most, NativePool.BytesInUse);
        }
        table.Row($"additions of {shape}", $"{GC.CollectionCount(0) - zero}", $"{GC.CollectionCount(1) - one}", $"{GC.CollectionCount(2) - two}",
            $"{most / 1048576.0:F0}");
    }

    private static void Training(Table table)
    {
        const int batch = 16, samples = 1600;
        Random random = new(3);
        Tensor images = Tensor.Normal([samples, 28, 28, 1], seed: 3);
        Dataset data = Dataset.From(images, [.. Enumerable.Range(0, samples).Select(_ => random.Next(10))]);
        Trainer trainer = new(Workload.LeNet().Model)
        {
            Optimizer = new Adam(1e-3),
            Loss = new CrossEntropy(),
            Metrics = [new Accuracy()],
            Callbacks = [new Watch(table)],
        };
        trainer.Fit(data, epochs: 100, batch: batch);
    }

    /// <summary>Looks at memory at a few steps.</summary>
    private sealed class Watch(Table table) : Callback
    {
        private int _steps, _collections;

        public override void OnStepEnd(TrainingRun run, double loss)
        {
            _steps++;
            if (_steps == 100) _collections = GC.CollectionCount(2);
            if (_steps is not (100 or 1000 or 2000 or 5000 or 10_000)) return;
            table.Row($"{_steps:N0}", $"{NativePool.BytesInUse / 1048576.0:F1}", $"{GC.GetGCMemoryInfo().TotalCommittedBytes / 1048576.0:F1}",
                $"{Machine.Megabytes():F1}", $"{GC.CollectionCount(2) - _collections}");
        }
    }
}
