namespace Hebb.Kernels.Tests;

public class PhiloxStreamTests
{
    [Fact]
    public void A_stream_is_the_blocks_of_its_key_in_order()
    {
        PhiloxStream stream = new(99);
        for (ulong block = 0; block < 3; block++)
        {
            Philox.Words w = Philox.Block(99, block, 0);
            Assert.Equal([w.A, w.B, w.C, w.D], [stream.NextUInt32(), stream.NextUInt32(), stream.NextUInt32(), stream.NextUInt32()]);
        }
    }

    [Theory, InlineData(1), InlineData(3), InlineData(7), InlineData(1 << 20), InlineData(int.MaxValue)]
    public void Bounded_integers_stay_below_their_bound(int bound)
    {
        PhiloxStream stream = new(5);
        double sum = 0;
        for (int i = 0; i < 20_000; i++)
        {
            int value = stream.NextInt(bound);
            Assert.InRange(value, 0, bound - 1);
            sum += value;
        }
        Assert.InRange(sum / 20_000, (bound - 1) * 0.48, (bound - 1) * 0.52);
    }

    [Fact]
    public void A_bound_of_nothing_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new PhiloxStream(1).NextInt(0));

    [Fact]
    public void Doubles_lie_below_one_and_normal_numbers_average_zero()
    {
        PhiloxStream stream = new(6);
        double sum = 0;
        for (int i = 0; i < 20_000; i++)
        {
            Assert.InRange(stream.NextDouble(), 0, 1 - 1e-17);
            sum += stream.NextNormal();
        }
        Assert.InRange(sum / 20_000, -0.03, 0.03);
    }
}
