namespace Hebb.Kernels.Tests;

public class OneHotTests
{
    [Fact]
    public void Each_row_has_its_one_in_every_type()
    {
        using Elements<int> indices = new Elements<int>(3).With(i => 2 - i);
        using Elements<float> f = new(3, 3);
        using Elements<bool> b = new(3, 3);
        using Elements<long> l = new(3, 3);
        Assert.Equal(-1, OneHot.Run(indices.View, f.View, 3));
        Assert.Equal(-1, OneHot.Run(indices.View, b.View, 3));
        Assert.Equal(-1, OneHot.Run(indices.View, l.View, 3));
        Assert.Equal([0f, 0, 1, 0, 1, 0, 1, 0, 0], f.Span.ToArray());
        Assert.Equal([0L, 0, 1, 0, 1, 0, 1, 0, 0], l.Span.ToArray());
        Assert.Equal([false, false, true, false, true, false, true, false, false], b.Span.ToArray());
    }

    [Fact]
    public void The_first_index_outside_is_reported()
    {
        using Elements<long> indices = new Elements<long>(4).With(i => new[] { 0, 3L, -1, 2 }[i]);
        using Elements<float> y = new(4, 3);
        Assert.Equal(1, OneHot.Run(indices.View, y.View, 3));
    }
}
