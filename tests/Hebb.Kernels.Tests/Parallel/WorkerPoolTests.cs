namespace Hebb.Kernels.Tests;

/// <summary>The pool is one for the whole process: tests that change its thread count share a collection, so that they run one after the other.</summary>
[Collection(nameof(WorkerPool))]
public sealed class WorkerPoolTests : IDisposable
{
    private readonly int _threads = WorkerPool.Threads;

    public void Dispose() => WorkerPool.Threads = _threads;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Every_chunk_runs_exactly_once_over_thousands_of_short_jobs(int threads)
    {
        WorkerPool.Threads = threads;
        for (int job = 0; job < 5000; job++)
        {
            int chunks = job % 37;
            Count work = new(new int[chunks], threads);
            WorkerPool.Run(ref work, chunks);
            foreach (int runs in work.Runs) Assert.Equal(1, runs);
        }
    }

    [Fact]
    public void The_number_of_threads_may_change_between_jobs()
    {
        Random random = new(1);
        for (int job = 0; job < 2000; job++)
        {
            WorkerPool.Threads = random.Next(1, 9);
            Count work = new(new int[20], WorkerPool.Threads);
            WorkerPool.Run(ref work, 20);
            Assert.All(work.Runs, runs => Assert.Equal(1, runs));
        }
    }

    [Fact]
    public void Jobs_from_many_threads_at_once_all_finish()
    {
        WorkerPool.Threads = 3;
        int total = 0;
        Thread[] callers = [.. Enumerable.Range(0, 6).Select(_ => new Thread(() =>
        {
            for (int job = 0; job < 2000; job++)
            {
                Count work = new(new int[9], 3);
                WorkerPool.Run(ref work, 9);
                Interlocked.Add(ref total, work.Runs.Sum());
            }
        }))];
        foreach (Thread caller in callers) caller.Start();
        foreach (Thread caller in callers) caller.Join();
        Assert.Equal(6 * 2000 * 9, total);
    }

    [Fact]
    public void A_job_within_a_chunk_runs_where_it_is_called()
    {
        WorkerPool.Threads = 4;
        Nested work = new(new int[8 * 5]);
        WorkerPool.Run(ref work, 8);
        Assert.All(work.Runs, runs => Assert.Equal(1, runs));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void An_exception_in_a_chunk_reaches_the_caller_and_the_pool_goes_on(int threads)
    {
        WorkerPool.Threads = threads;
        for (int job = 0; job < 50; job++)
        {
            Failing failing = new();
            Assert.Equal("chunk 7", Assert.Throws<InvalidOperationException>(() => WorkerPool.Run(ref failing, 16)).Message);
            Count work = new(new int[16], threads);
            WorkerPool.Run(ref work, 16);
            Assert.All(work.Runs, runs => Assert.Equal(1, runs));
        }
    }

    [Fact]
    public void No_more_threads_work_than_the_job_allows()
    {
        WorkerPool.Threads = 8;
        for (int job = 0; job < 500; job++)
        {
            Count work = new(new int[50], 2);
            WorkerPool.Run(ref work, 50, workers: 2);
            Assert.All(work.Runs, runs => Assert.Equal(1, runs));
        }
    }

    [Fact]
    public void A_worker_that_slept_joins_again()
    {
        WorkerPool.Threads = 2;
        Meeting work = new(new int[1]);
        for (int job = 0; job < 3; job++)
        {
            Thread.Sleep(20);
            work.Arrived[0] = 0;
            WorkerPool.Run(ref work, 2);
            Assert.Equal(2, work.Arrived[0]);
        }
    }

    [Fact]
    public void A_job_allocates_nothing()
    {
        WorkerPool.Threads = 2;
        Count work = new(new int[4], 2);
        for (int job = 0; job < 100; job++) WorkerPool.Run(ref work, 4);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int job = 0; job < 100; job++) WorkerPool.Run(ref work, 4);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 90);
    }

    [Fact]
    public void Thread_counts_out_of_range_are_clamped()
    {
        WorkerPool.Threads = 0;
        Assert.Equal(1, WorkerPool.Threads);
        WorkerPool.Threads = 100_000;
        Assert.Equal(WorkerPool.MaxThreads, WorkerPool.Threads);
    }

    private readonly struct Count(int[] runs, int threads) : IChunkedWork
    {
        public int[] Runs => runs;

        public void Run(int chunk, int worker)
        {
            if ((uint)worker >= (uint)threads) throw new InvalidOperationException($"worker {worker} of {threads}");
            Interlocked.Increment(ref runs[chunk]);
        }
    }

    private readonly struct Nested(int[] runs) : IChunkedWork
    {
        public int[] Runs => runs;

        public void Run(int chunk, int worker)
        {
            Inner inner = new(runs, chunk * 5);
            WorkerPool.Run(ref inner, 5);
        }

        private readonly struct Inner(int[] runs, int first) : IChunkedWork
        {
            public void Run(int chunk, int worker) => Interlocked.Increment(ref runs[first + chunk]);
        }
    }

    private readonly struct Failing : IChunkedWork
    {
        public void Run(int chunk, int worker)
        {
            if (chunk == 7) throw new InvalidOperationException("chunk 7");
        }
    }

    /// <summary>Two chunks that each wait for the other to have begun: they can only finish on two threads.</summary>
    private readonly struct Meeting(int[] arrived) : IChunkedWork
    {
        public int[] Arrived => arrived;

        public void Run(int chunk, int worker)
        {
            Interlocked.Increment(ref arrived[0]);
            if (!SpinWait.SpinUntil(Both, 10_000)) throw new TimeoutException("the second thread did not come");
        }

        private bool Both() => Volatile.Read(ref arrived[0]) >= 2;
    }
}
