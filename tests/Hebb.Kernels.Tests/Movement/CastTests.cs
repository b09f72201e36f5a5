namespace Hebb.Kernels.Tests;

public class CastTests
{
    [Fact]
    public void Floats_become_integers_by_dropping_the_fraction_and_saturating()
    {
        float[] values = [1.9f, -1.9f, 300, -5, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 3e9f, -0f];
        using Elements<float> x = new Elements<float>(9).With(i => values[i]);
        using Elements<int> n = new(9);
        using Elements<long> l = new(9);
        using Elements<byte> u = new(9);
        using Elements<bool> b = new(9);
        using Elements<double> d = new(9);
        foreach (View view in (ReadOnlySpan<View>)[n.View, l.View, u.View, b.View, d.View]) Cast.Run(x.View, view);
        Assert.Equal([1, -1, 300, -5, 0, int.MaxValue, int.MinValue, int.MaxValue, 0], n.Span.ToArray());
        Assert.Equal([1L, -1, 300, -5, 0, long.MaxValue, long.MinValue, 3_000_000_000, 0], l.Span.ToArray());
        Assert.Equal([1, 0, 255, 0, 0, 255, 0, 255, 0], u.Span.ToArray());
        Assert.Equal([true, true, true, true, true, true, true, true, false], b.Span.ToArray());
        for (int i = 0; i < 9; i++) Assert.Equal((double)values[i], d[i]);
    }

    [Fact]
    public void Integers_saturate_when_they_narrow_and_round_to_nearest_as_floats()
    {
        using Elements<long> x = new Elements<long>(5).With(i => new[] { -1, 256, 1L << 40, (1L << 24) + 1, long.MinValue }[i]);
        using Elements<int> n = new(5);
        using Elements<byte> u = new(5);
        using Elements<float> f = new(5);
        foreach (View view in (ReadOnlySpan<View>)[n.View, u.View, f.View]) Cast.Run(x.View, view);
        Assert.Equal([-1, 256, int.MaxValue, 16777217, int.MinValue], n.Span.ToArray());
        Assert.Equal([0, 255, 255, 255, 0], u.Span.ToArray());
        Assert.Equal([-1f, 256, 1L << 40, 16777216, -9223372036854775808f], f.Span.ToArray());
    }

    [Fact]
    public void Every_length_of_bytes_becomes_floats()
    {
        for (int length = 0; length <= 257; length++)
        {
            using Elements<byte> x = new Elements<byte>(length).With(i => (byte)(i * 37));
            using Elements<float> y = new(length);
            Cast.Run(x.View, y.View);
            for (int i = 0; i < length; i++) Assert.Equal(x[i], y[i]);
        }
    }

    [Fact]
    public void Truth_values_become_ones_and_zeros()
    {
        using Elements<bool> x = new Elements<bool>(3).With(i => i == 1);
        using Elements<float> f = new(3);
        using Elements<int> n = new(3);
        using Elements<byte> u = new(3);
        foreach (View view in (ReadOnlySpan<View>)[f.View, n.View, u.View]) Cast.Run(x.View, view);
        Assert.Equal([0f, 1, 0], f.Span.ToArray());
        Assert.Equal([0, 1, 0], n.Span.ToArray());
        Assert.Equal([0, 1, 0], u.Span.ToArray());
        using Elements<bool> back = new(3);
        Cast.Run(n.View, back.View);
        Assert.Equal(x.Span.ToArray(), back.Span.ToArray());
    }
}
