using System.Runtime.InteropServices;

namespace Hebb.Kernels;

/// <summary>Native memory in size classes, kept for reuse: the pages of a returned block are mapped and warm.</summary>
/// <remarks>
/// The garbage collector cannot see native memory, so the pool keeps its own budget: when more than that is in use, it asks for a collection of the youngest
/// generations, whose finalizers bring dead blocks back. Blocks that died old are found by a full collection alone: one is asked for when three quarters of
/// the budget outlive the young ones, and only what survives that raises the budget. So a program that really holds much memory is not asked again and again,
/// and one that only held it for a while does not grow.
/// </remarks>
internal static unsafe class NativePool
{
    private const int Alignment = 64;
    private const long SmallestBudget = 64L << 20;
    private const long LargestCached = 1L << 30;   // bytes kept for reuse; the rest goes back to the system
    private static readonly Stack<nint>[] Free = NewClasses();
    private static readonly Lock Gate = new();
    private static long s_inUse;
    private static long s_cached;
    private static long s_budget = SmallestBudget;

    /// <summary>Bytes handed out and not yet returned.</summary>
    public static long BytesInUse => Volatile.Read(ref s_inUse);

    /// <summary>The size class of a request: four classes per power of two, so at most a quarter is wasted.</summary>
    public static long Capacity(long bytes)
    {
        if (bytes <= Alignment) return Alignment;
        int power = 63 - (int)long.LeadingZeroCount(bytes - 1);   // 2^power < bytes <= 2^(power + 1)
        long quarter = Math.Max(1L << power >> 2, Alignment);
        return (bytes + quarter - 1) / quarter * quarter;
    }

    /// <summary>Memory of exactly one size class.</summary>
    /// <exception cref="MemoryException">The system has no more.</exception>
    public static nint Take(long capacity)
    {
        if (BytesInUse + capacity > Volatile.Read(ref s_budget)) Reclaim();
        nint address = Find(capacity);
        Interlocked.Add(ref s_inUse, capacity);   // not before: what cannot be had must not raise the budget
        return address;
    }

    private static nint Find(long capacity)
    {
        lock (Gate)
        {
            if (Free[Class(capacity)].TryPop(out nint address))
            {
                s_cached -= capacity;
                return address;
            }
        }
        try
        {
            return Allocate(capacity);
        }
        catch (OutOfMemoryException)
        {
            return AllocateAgain(capacity);
        }
    }

    private static nint Allocate(long capacity)
    {
        if (!LargePages.Suit(capacity)) return (nint)NativeMemory.AlignedAlloc((nuint)capacity, Alignment);
        nint address = (nint)NativeMemory.AlignedAlloc((nuint)capacity, LargePages.Size);
        LargePages.Ask(address, capacity);
        return address;
    }

    /// <summary>Takes memory of one size class back.</summary>
    public static void Return(nint address, long capacity)
    {
        Interlocked.Add(ref s_inUse, -capacity);
        lock (Gate)
        {
            if (s_cached + capacity <= LargestCached)
            {
                s_cached += capacity;
                Free[Class(capacity)].Push(address);
                return;
            }
        }
        NativeMemory.AlignedFree((void*)address);
    }

    private static void Reclaim()
    {
        long enough = Volatile.Read(ref s_budget) / 4 * 3;
        GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        GC.WaitForPendingFinalizers();
        if (BytesInUse <= enough) return;
        GC.Collect(1, GCCollectionMode.Forced, blocking: true);   // what survived was old enough to have left generation 0
        GC.WaitForPendingFinalizers();
        if (BytesInUse <= enough) return;
        CollectAll();
        Volatile.Write(ref s_budget, Math.Max(SmallestBudget, 2 * BytesInUse));
    }

    private static void CollectAll()
    {
        GC.Collect(2, GCCollectionMode.Forced, blocking: true);
        GC.WaitForPendingFinalizers();
    }

    // The system refuses: give it back what nobody uses, then ask once more.
    private static nint AllocateAgain(long capacity)
    {
        CollectAll();
        lock (Gate)
        {
            foreach (Stack<nint> blocks in Free)
                while (blocks.TryPop(out nint block)) NativeMemory.AlignedFree((void*)block);
            s_cached = 0;
        }
        try
        {
            return Allocate(capacity);
        }
        catch (OutOfMemoryException e)
        {
            throw new MemoryException($"Tensor: there is no memory for {capacity} bytes.", $"asked for {capacity} bytes   in use by tensors {BytesInUse} bytes",
                "check the shape (Summary prints the sizes of a model), use a smaller batch, or keep fewer tensors", e);
        }
    }

    // Classes are numbered by power of two and quarter: capacities are 2^p + q * 2^(p-2).
    private static int Class(long capacity)
    {
        int power = 63 - (int)long.LeadingZeroCount(capacity);
        return 4 * power + (int)((capacity >> power - 2) & 3);
    }

    private static Stack<nint>[] NewClasses()
    {
        var classes = new Stack<nint>[4 * 64];
        for (int i = 0; i < classes.Length; i++) classes[i] = new();
        return classes;
    }
}
