namespace Hebb.Tensors.Tests;

[Collection("alone")]
public class ParallelismTests
{
    [Fact]
    public void The_number_of_threads_can_be_chosen()
    {
        int before = Parallelism.Threads;
        Assert.InRange(before, 1, 256);
        try
        {
            Parallelism.Threads = 3;
            Assert.Equal(3, Parallelism.Threads);
        }
        finally
        {
            Parallelism.Threads = before;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(257)]
    public void A_number_that_cannot_be_used_is_refused(int threads) => Assert.Throws<OptionException>(() => Parallelism.Threads = threads);

    [Fact]
    public void The_message_names_the_range() => Snapshot.Throws<OptionException>("parallelism", () => Parallelism.Threads = 0);
}
