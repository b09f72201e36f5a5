using System.Diagnostics;

namespace Hebb.Training.Tests.Running;

/// <summary>Ten thousand steps in a process of their own, where nobody else allocates.</summary>
public sealed class EnduranceTests
{
    private const int Steps = 10_000;

    private sealed class Node
    {
        public Node? Next { get; init; }
    }

    [Theory]
    [InlineData("eager")]
    [InlineData("planned")]
    public void Ten_thousand_steps_beside_a_large_heap_neither_grow_nor_collect_generation_2(string way)
    {
        // A small generation 0 is collected every few hundred steps, so that what survives shows.
        string[] figures = ChildProcess.Run("endurance", way, ("DOTNET_GCgen0size", "0x400000")).Split(' ');
        (int steps, int young, int old, long early, long late) = (int.Parse(figures[0]), int.Parse(figures[1]), int.Parse(figures[2]), long.Parse(figures[3]),
            long.Parse(figures[4]));
        Assert.Equal(Steps, steps);
        Assert.True(young > 10 || way == "planned", $"generation 0 was collected {young} times: nothing was tried");
        Assert.Equal(0, old);
        Assert.True(late - early < 8, $"the process grew from {early} to {late} MB");
    }

    [Fact]
    public void A_thousand_steps_allocate_nothing_batches_metrics_and_events_included() =>
        Assert.Equal("1000 0", ChildProcess.Run("allocation", "planned", ("DOTNET_TieredCompilation", "0")));   // its compiler thread allocates now and then

    /// <summary>Prints how many steps the third epoch had, and what all threads allocated in it from the end of its first step on.</summary>
    internal static void CountBytesInChild()
    {
        Count count = new();
        Dataset data = Dataset.From(Tensor.Integers([16 * 1001 - 5, 6], 0, 256, seed: 1).Cast(DType.UInt8), Tensor.Integers([16 * 1001 - 5], 0, 3, seed: 2));
        Trainer trainer = Small.Trainer(eager: false, null, count);
        trainer.Fit(data, epochs: 3, batch: 16, validation: Small.Data(50, seed: 2), progress: count);
        Console.Write($"{count.Steps} {count.Bytes}");
    }

    private sealed class Count : Callback, IProgress<TrainingEvent>
    {
        private long _first;

        public int Steps { get; private set; }

        public long Bytes { get; private set; }

        public void Report(TrainingEvent value)
        {
            if (value is not { Kind: TrainingEventKind.StepEnded, Epoch: 3 }) return;
            if (value.Step == 1) _first = GC.GetTotalAllocatedBytes(precise: true);
            else Steps++;
            if (value.Step == value.Steps) Bytes = GC.GetTotalAllocatedBytes(precise: true) - _first;
        }
    }

    /// <summary>Prints the steps, the collections of generations 0 and 2 after the first hundred, and the resident megabytes early and late.</summary>
    internal static void InChild(bool eager)
    {
        Node? heap = null;
        for (int i = 0; i < 700_000; i++) heap = new() { Next = heap };
        for (int i = 0; i < 3; i++) GC.Collect();   // the heap is old before training begins
        int steps = 0, young = 0, old = 0;
        long early = 0, late = 0;
        Trainer trainer = Small.Trainer(eager, null, new On
        {
            StepEnd = (_, _) =>
            {
                steps++;
                if (steps == 100) (young, old) = (GC.CollectionCount(0), GC.CollectionCount(2));
                if (steps == Steps / 5) early = Resident();
                if (steps == Steps) (young, old, late) = (GC.CollectionCount(0) - young, GC.CollectionCount(2) - old, Resident());
            },
        });
        trainer.Fit(Small.Data(800), epochs: Steps / 100, batch: 8, validation: Small.Data(20, seed: 2));
        GC.KeepAlive(heap);
        Console.Write($"{steps} {young} {old} {early} {late}");
    }

    private static long Resident()
    {
        using Process process = Process.GetCurrentProcess();
        return process.WorkingSet64 >> 20;
    }
}
