using System.Diagnostics;
using Hebb.Benchmarks.Report;

namespace Hebb.Benchmarks.Tensors;

/// <summary>What it costs to run an op eagerly and to write it down, apart from the op's own work.</summary>
internal static class TapeFigures
{
    private const int Ops = 10_000;

    public static void Run(TextWriter writer)
    {
        var x = new Variable(Tensor.Ones([16]), "x");
        Tensor y = Tensor.Ones([16]);

        Table ops = new(writer, "an addition of 16 elements, called eagerly", "median ns (best)", "managed bytes");
        Row(ops, "on no tape: memory of its own, given back by a finalizer", () => Additions(x, y));
        Row(ops, "in a scope that records nothing: memory from the arena", () =>
        {
            using var scope = TensorScope.Inference();
            Additions(x, y);
        });
        Row(ops, "on a tape", () =>
        {
            using var tape = GradientTape.Begin();
            Additions(x, y);
        });
        writer.WriteLine();
        Table entries = new(writer, "an entry of the tape", "median ns (best)", "target", "bytes in the list, as it grows", "target");
        Entry(entries, "one input", NegateOp.Instance, [x], x + y);
        Entry(entries, "two inputs", AddOp.Instance, [x, y], x + y);
    }

    private static void Additions(Tensor x, Tensor y)
    {
        for (int i = 0; i < Ops; i++) _ = x + y;
    }

    private static void Row(Table table, string name, Action action)
    {
        (double median, double best) = Timing.Measure(action);
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        double bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Ops;
        table.Row(name, $"{median / Ops * 1e9:F0} ({best / Ops * 1e9:F0})", $"{bytes:F0}");
    }

    private static void Entry(Table table, string name, Op op, Tensor[] inputs, Tensor output)
    {
        Tensor[] outputs = [output];
        (double median, double best) = Timing.Measure(() =>
        {
            using var tape = GradientTape.Begin();
            Recorder recorder = Recorder.Current;
            for (int i = 0; i < Ops; i++) recorder.Record(op, inputs, outputs);
        });
        table.Row(name, $"{median / Ops * 1e9:F0} ({best / Ops * 1e9:F0})", "100", $"{Bytes(op, inputs, outputs):F0}", "128");
    }

    /// <summary>How much a new thread's list takes for each entry, once it holds a million: its arrays double when they are full.</summary>
    private static double Bytes(Op op, Tensor[] inputs, Tensor[] outputs)
    {
        const int entries = 1_000_000;
        double bytes = 0;
        Thread thread = new(() =>
        {
            long before = GC.GetTotalMemory(true);
            using var tape = GradientTape.Begin();
            Recorder recorder = Recorder.Current;
            for (int i = 0; i < entries; i++) recorder.Record(op, inputs, outputs);
            bytes = (double)(GC.GetTotalMemory(true) - before) / entries;
            if (recorder.Slot(outputs[0]) != entries - 1) throw new UnreachableException();
        });
        thread.Start();
        thread.Join();
        return bytes;
    }
}
