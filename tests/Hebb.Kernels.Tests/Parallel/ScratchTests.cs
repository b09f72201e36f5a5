namespace Hebb.Kernels.Tests;

public sealed unsafe class ScratchTests
{
    [Fact]
    public void The_same_memory_comes_back_until_more_is_asked_for_aligned_to_cache_lines()
    {
        byte* first = Scratch.Take(1000);
        Assert.Equal(0, (nint)first % 64);
        Assert.True(first == Scratch.Take(10));
        Assert.Equal(0, (nint)Scratch.Take(100_000) % 64);
    }

    [Fact]
    public void A_chunks_memory_is_not_the_jobs_memory() => Assert.True(Scratch.Take(64) != Scratch.TakeShared(64));

    [Fact]
    public void Each_thread_has_its_own()
    {
        nint mine = (nint)Scratch.Take(64), others = 0;
        Thread thread = new(() => others = (nint)Scratch.Take(64));
        thread.Start();
        thread.Join();
        Assert.NotEqual(mine, others);
    }
}
