namespace Hebb.Kernels.Tests;

public class FillTests
{
    [Fact]
    public void A_constant_fills_every_type()
    {
        using Elements<float> f = new(300_000);
        using Elements<int> n = new(10);
        using Elements<long> l = new(10);
        using Elements<bool> b = new(10);
        using Elements<byte> u = new(10);
        using Elements<double> empty = new(0);
        foreach (View view in (ReadOnlySpan<View>)[f.View, n.View, l.View, b.View, u.View, empty.View]) Fill.Constant(view, 300.75);
        Assert.Equal(-1, f.Span.IndexOfAnyExcept(300.75f));
        Assert.Equal(-1, n.Span.IndexOfAnyExcept(300));
        Assert.Equal(-1, l.Span.IndexOfAnyExcept(300L));
        Assert.Equal(-1, b.Span.IndexOfAnyExcept(true));
        Assert.Equal(-1, u.Span.IndexOfAnyExcept((byte)255));
        Fill.Zero(f.View);
        Assert.Equal(-1, f.Span.IndexOfAnyExcept(0f));
    }

    [Fact]
    public void A_copy_has_the_same_bits()
    {
        using Elements<float> x = Elements.Floats(100_003), y = new(100_003);
        Fill.Copy(x.View, y.View);
        Assert.Equal(x.Bits(), y.Bits());
    }

    [Fact]
    public void A_range_computes_every_element_by_itself()
    {
        using Elements<float> f = new(1000);
        using Elements<long> l = new(5);
        Fill.Range(f.View, 0.5, 0.1);
        for (int i = 0; i < 1000; i++) Assert.Equal((float)(0.5 + i * 0.1), f[i]);
        Fill.Range(l.View, 10, -3);
        Assert.Equal([10L, 7, 4, 1, -2], l.Span.ToArray());
    }
}
