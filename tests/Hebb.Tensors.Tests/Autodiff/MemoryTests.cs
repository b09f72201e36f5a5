using System.Runtime.CompilerServices;
using Hebb.Kernels;

namespace Hebb.Tensors.Tests;

[Collection("alone")]
public class MemoryTests
{
    [Fact]
    public void Ten_thousand_ops_outside_a_tape_cause_no_full_collection_and_hold_no_more_than_the_budget()
    {
        object heap = LiveHeap(700_000);
        Tensor x = Tensor.Ones([64 * 1024]), y = x;
        for (int i = 0; i < 100; i++) y = y * x;
        int before = GC.CollectionCount(2);
        long most = 0;
        for (int i = 0; i < 10_000; i++)
        {
            y = y * x;
            most = Math.Max(most, NativePool.BytesInUse);
        }
        Assert.Equal(before, GC.CollectionCount(2));
        Assert.InRange(most, 0, 600L << 20);
        Assert.Equal(1, y.Slice(0, 0, 1).ToScalar());
        GC.KeepAlive(heap);
    }

    [Fact]
    public void Tensors_that_were_held_for_a_while_come_back()
    {
        var ring = new Tensor[64];   // long enough to leave the youngest generation before they die
        long most = 0;
        for (int i = 0; i < 6000; i++)
        {
            ring[i % ring.Length] = Tensor.Zeros([256 * 1024]);
            most = Math.Max(most, NativePool.BytesInUse);
        }
        Assert.InRange(most, 0, 600L << 20);
    }

    [Fact]
    public void Ten_thousand_steps_with_a_tape_cause_no_full_collection()
    {
        object heap = LiveHeap(700_000);
        Variable weight = new(Tensor.Ones([64, 64]), "weight");
        Tensor x = Tensor.Ones([8, 64]);
        for (int i = 0; i < 100; i++) Step(weight, x);
        int before = GC.CollectionCount(2);
        for (int i = 0; i < 10_000; i++) Step(weight, x);
        Assert.Equal(before, GC.CollectionCount(2));
        GC.KeepAlive(heap);
    }

    [Fact]
    public void A_steps_memory_is_bounded_on_both_heaps()
    {
        Variable weight = new(Tensor.Ones([64, 64]), "weight");
        Tensor x = Tensor.Ones([8, 64]);
        for (int i = 0; i < 20; i++) Step(weight, x);
        long native = Reserved(), managed = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) Step(weight, x);
        long perStep = (GC.GetAllocatedBytesForCurrentThread() - managed) / 100;
        Assert.Equal(native, Reserved());
        Assert.InRange(perStep, 0, 12_000);   // some fifteen ops forward and backward: tensors, op records, the gradients
    }

    [Fact]
    public void Recording_an_op_allocates_only_the_tensor()
    {
        Tensor x = Tensor.Ones([8]);
        using var tape = GradientTape.Begin();
        for (int i = 0; i < 3000; i++) _ = x * x;   // the list grows to its size
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) _ = x * x;
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1000, 0, 160);
    }

    [Fact]
    public void Scratch_memory_and_tensors_of_many_sizes_do_not_make_the_arena_grow_from_step_to_step()
    {
        long Run()
        {
            using var tape = GradientTape.Begin();
            for (int n = 1; n < 200; n += 13) _ = Tensor.Ones([n, 100]) * 2.0;
            return Recorder.Current.Arena!.BytesReserved;
        }
        Run();
        Run();
        long settled = Run();
        for (int i = 0; i < 20; i++) Assert.Equal(settled, Run());
    }

    [Fact]
    public void Memory_of_unreachable_tensors_goes_back()
    {
        Collect();
        long before = NativePool.BytesInUse;
        MakeAndForget();
        Collect();
        Assert.InRange(NativePool.BytesInUse, 0, before);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void MakeAndForget()
        {
            for (int i = 0; i < 50; i++) _ = Tensor.Ones([100_000]).Reshape(-1, 100);
            _ = new Variable(Tensor.Ones([100_000]), "forgotten");
            Assert.True(NativePool.BytesInUse >= 400_000);
        }
    }

    [Fact]
    public void A_view_keeps_the_memory_it_shares()
    {
        Tensor view = View();
        Collect();
        Tensor other = Tensor.Full([100_000], 7);
        Assert.All(view.ToArray<float>(), value => Assert.Equal(1f, value));
        GC.KeepAlive(other);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Tensor View() => Tensor.Ones([100_000]).Reshape(100, -1);
    }

    [Fact]
    public void A_closed_tape_keeps_nothing_alive()
    {
        WeakReference forgotten = Record();
        Collect();
        Assert.False(forgotten.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Record()
        {
            Tensor x = Tensor.Ones([10]);
            using var tape = GradientTape.Begin();
            _ = tape.Gradient(x * x, x)[x];
            return new(x);
        }
    }

    [Fact]
    public void A_threads_arena_goes_with_the_thread()
    {
        Collect();
        long before = NativePool.BytesInUse;
        Thread thread = new(static () =>
        {
            using var tape = GradientTape.Begin();
            _ = Tensor.Ones([10_000_000]) * 2.0;
        });
        thread.Start();
        thread.Join();
        for (int i = 0; i < 20 && NativePool.BytesInUse > before; i++) Collect();
        Assert.InRange(NativePool.BytesInUse, 0, before);
    }

    [Fact]
    public void The_finalizer_does_not_take_memory_that_is_being_read()
    {
        // A tensor's last use is the call that copies its elements; meanwhile another thread collects, finalizes, and writes to whatever memory comes free.
        bool stop = false;
        Thread collector = new(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
                _ = Tensor.Full([300_000], -1);
            }
        });
        collector.Start();
        try
        {
            for (int i = 0; i < 300; i++)
            {
                Assert.Equal(-1, Array.FindIndex(Tensor.Full([300_000], i).ToArray<float>(), value => value != i));
                Assert.Equal(-1, Array.FindIndex((Tensor.Full([300_000], i) * Tensor.Full([300_000], 2)).Detach().ToArray<float>(), value => value != 2 * i));
            }
        }
        finally
        {
            Volatile.Write(ref stop, true);
            collector.Join();
        }
    }

    private static void Step(Variable weight, Tensor x)
    {
        using var tape = GradientTape.Begin();
        Tensor y = x.MatMul(weight).Relu().MatMul(weight);
        Tensor gradient = tape.Gradient((y * y).Sum(), weight)[weight];
        weight.Assign(weight + gradient * -1e-9);
    }

    private static long Reserved()
    {
        using var tape = GradientTape.Begin();
        return Recorder.Current.Arena!.BytesReserved;
    }

    private static void Collect()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private static List<object[]> LiveHeap(int objects)
    {
        List<object[]> heap = [];
        for (int i = 0; i < objects / 10; i++)
        {
            var group = new object[9];
            for (int k = 0; k < group.Length; k++) group[k] = new object();
            heap.Add(group);
        }
        Collect();   // twice at least: the objects are now in the oldest generation, where a program's own would be
        return heap;
    }
}
