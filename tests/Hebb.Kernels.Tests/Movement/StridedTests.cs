namespace Hebb.Kernels.Tests;

public class StridedTests
{
    [Fact]
    public void A_slice_takes_every_step_th_element_backwards_too()
    {
        using Elements<float> x = new Elements<float>(5, 7).With(i => i), y = new(2, 3);
        Strided.Slice(x.View, y.View, [4, 1], [-2, 2]);
        Assert.Equal([29f, 31, 33, 15, 17, 19], y.Span.ToArray());
        using Elements<float> back = new(5, 7);
        Strided.Scatter(y.View, back.View, [4, 1], [-2, 2]);
        for (int i = 0; i < 35; i++) Assert.Equal(y.Span.Contains(i) ? i : 0, back[i]);
    }
}
