using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Hebb.Kernels;

/// <summary>The threads that kernels share.</summary>
/// <remarks>
/// One job runs at a time. Its caller works too, and chunks are claimed one by one by whoever is free, so a thread that the operating system has put aside
/// holds up one chunk and not half of the job.
/// A call that comes while a job runs (from another thread, or from within a chunk) does its chunks itself, in order: chunks are cut by shape alone, so the
/// bits are the same.
/// Workers are started when first needed, spin for some tens of microseconds after each job, because the next one is usually near, and then sleep.
/// </remarks>
internal static unsafe class WorkerPool
{
    /// <summary>The largest value of <see cref="Threads"/>.</summary>
    public const int MaxThreads = 256;

    private static readonly Worker?[] s_workers = new Worker[MaxThreads];
    private static readonly object s_finished = new();
    private static int s_threads = Math.Clamp(Environment.ProcessorCount, 1, MaxThreads);
    private static int s_started = 1;
    private static Counters s_counters;

    // The job. Written by the caller while no chunk can be claimed, read only by threads that hold a claim on one of its chunks.
    private static void* s_work;
    private static delegate*<void*, int, int, void> s_invoke;
    private static int s_chunks;
    private static int s_limit;
    private static ExceptionDispatchInfo? s_failure;
    private static bool s_callerSleeps;

    /// <summary>How many threads may work at once, the caller's own included; from 1 to <see cref="MaxThreads"/>, at first the number of processors.</summary>
    public static int Threads { get => s_threads; set => s_threads = Math.Clamp(value, 1, MaxThreads); }

    /// <summary>
    /// Runs every chunk of the work and returns when all are done. Never allocates once its threads run. If a chunk throws, chunks not yet begun are left out
    /// and the first exception is thrown here.
    /// </summary>
    /// <param name="work">The work; all threads share this one value.</param>
    /// <param name="chunks">How many chunks there are.</param>
    /// <param name="workers">Use no more threads than this, whatever <see cref="Threads"/> says: the number of slices that the work's scratch memory was cut
    /// into.</param>
    public static void Run<TWork>(ref TWork work, int chunks, int workers = MaxThreads) where TWork : struct, IChunkedWork
    {
        int limit = Math.Min(Math.Min(s_threads, workers), chunks);
        if (limit <= 1 || Interlocked.CompareExchange(ref s_counters.Busy, 1, 0) != 0)
        {
            for (int chunk = 0; chunk < chunks; chunk++) work.Run(chunk, 0);
            return;
        }
        try
        {
            fixed (byte* pinned = &Unsafe.As<TWork, byte>(ref work)) RunShared(pinned, &Invoke<TWork>, chunks, limit);
        }
        finally
        {
            Volatile.Write(ref s_counters.Busy, 0);
        }
    }

    private static void Invoke<TWork>(void* work, int chunk, int worker) where TWork : struct, IChunkedWork => Unsafe.AsRef<TWork>(work).Run(chunk, worker);

    private static void RunShared(void* work, delegate*<void*, int, int, void> invoke, int chunks, int limit)
    {
        while (s_started < limit)
        {
            s_workers[s_started] = new(s_started);
            s_started++;
        }
        s_work = work;
        s_invoke = invoke;
        s_chunks = chunks;
        s_limit = limit;
        s_failure = null;
        s_counters.Unfinished = chunks;
        uint epoch = (uint)(s_counters.Claim >> 32) + 1;
        Interlocked.Exchange(ref s_counters.Claim, ((long)epoch << 32) | (uint)chunks);
        for (int i = 1; i < limit; i++) s_workers[i]!.Wake();

        ClaimChunks(0);
        AwaitFinish();

        s_work = null;
        if (s_failure is { } failure)
        {
            s_failure = null;
            failure.Throw();
        }
    }

    /// <summary>Claims chunks and runs them until none is left to claim. True if there was one.</summary>
    /// <remarks>
    /// The claim word holds the number of the job (upper half) and the number of chunks that nobody has claimed (lower half); a claim is one compare-and-swap
    /// of the whole word. A thread that wakes up late
    /// therefore cannot claim from a later job what it saw of an earlier one; and once a claim has succeeded, the job cannot end before this thread reports the
    /// chunk, so its fields stand still.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool ClaimChunks(int worker)
    {
        bool any = false;
        long seen = Volatile.Read(ref s_counters.Claim);
        while ((uint)seen != 0 && worker < s_limit)
        {
            long now = Interlocked.CompareExchange(ref s_counters.Claim, seen - 1, seen);
            if (now == seen)
            {
                any = true;
                RunChunk(s_chunks - (int)(uint)seen, worker);
                if (Interlocked.Decrement(ref s_counters.Unfinished) == 0 && Volatile.Read(ref s_callerSleeps))
                    lock (s_finished) Monitor.Pulse(s_finished);
                now = Volatile.Read(ref s_counters.Claim);
            }
            seen = now;
        }
        return any;
    }

    private static void RunChunk(int chunk, int worker)
    {
        if (Volatile.Read(ref s_failure) is not null) return;
        try
        {
            s_invoke(s_work, chunk, worker);
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref s_failure, ExceptionDispatchInfo.Capture(exception), null);
        }
    }

    /// <summary>
    /// Waits for chunks that other threads are still at: spinning first, then asleep, so that a worker which was put aside can have this core.
    /// </summary>
    private static void AwaitFinish()
    {
        Patience patience = new(s_limit);
        while (Volatile.Read(ref s_counters.Unfinished) != 0)
        {
            if (patience.Spin()) continue;
            lock (s_finished)
            {
                Volatile.Write(ref s_callerSleeps, true);
                Interlocked.MemoryBarrier();
                while (Volatile.Read(ref s_counters.Unfinished) != 0) Monitor.Wait(s_finished);
                s_callerSleeps = false;
            }
        }
    }

    /// <summary>What threads write in turns, each on cache lines of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 512)]
    private struct Counters
    {
        [FieldOffset(128)] public long Claim;
        [FieldOffset(256)] public int Unfinished;
        [FieldOffset(384)] public int Busy;
    }

    /// <summary>
    /// Spinning that ends: after about 50 microseconds, or almost at once when there are more threads than cores and a spinning one only keeps another from its
    /// work.
    /// </summary>
    private ref struct Patience(int threads)
    {
        private readonly long _end = Stopwatch.GetTimestamp() + Stopwatch.Frequency / (threads > Environment.ProcessorCount ? 500_000 : 20_000);

        public readonly bool Spin()
        {
            Thread.SpinWait(1);
            return Stopwatch.GetTimestamp() < _end;
        }
    }

    private sealed class Worker
    {
        private readonly int _index;
        private bool _asleep;

        public Worker(int index)
        {
            _index = index;
            new Thread(Work) { IsBackground = true, Name = $"Hebb worker {index}" }.Start();
        }

        public void Wake()
        {
            if (!Volatile.Read(ref _asleep)) return;
            lock (this) Monitor.Pulse(this);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Work()
        {
            while (true)
            {
                Patience patience = new(s_threads);
                while (patience.Spin())
                    if ((uint)Volatile.Read(ref s_counters.Claim) != 0 && ClaimChunks(_index)) patience = new(s_threads);
                lock (this)
                {
                    // Asleep is announced before the last look at the claim word, and the caller writes that word before it looks who is asleep:
                    // one of the two sees the other.
                    Volatile.Write(ref _asleep, true);
                    Interlocked.MemoryBarrier();
                    if ((uint)Volatile.Read(ref s_counters.Claim) == 0 || _index >= s_limit) Monitor.Wait(this);
                    _asleep = false;
                }
            }
        }
    }
}
