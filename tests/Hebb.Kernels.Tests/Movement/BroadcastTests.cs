namespace Hebb.Kernels.Tests;

public class BroadcastTests
{
    [Theory]
    [InlineData(new int[0], new[] { 3, 40 })]
    [InlineData(new[] { 40 }, new[] { 3, 40 })]
    [InlineData(new[] { 3, 1 }, new[] { 3, 40 })]
    [InlineData(new[] { 2, 1, 3, 1 }, new[] { 2, 5, 3, 4 })]
    [InlineData(new[] { 1, 5, 1, 4 }, new[] { 2, 5, 3, 4 })]
    [InlineData(new[] { 5, 1, 1 }, new[] { 2, 5, 3, 4 })]
    [InlineData(new[] { 7 }, new[] { 7 })]
    [InlineData(new[] { 1 }, new[] { 0 })]
    public void Missing_and_single_axes_are_repeated(int[] from, int[] to)
    {
        using Elements<float> x = Elements.Floats(from), y = new(to);
        Broadcast.Run(x.View, y.View);
        for (int i = 0; i < y.Span.Length; i++)
        {
            int at = 0, stride = 1, rest = i;
            for (int axis = to.Length - 1; axis >= 0; rest /= to[axis], axis--)
            {
                int own = axis - (to.Length - from.Length);
                if (own < 0) continue;
                if (from[own] != 1) at += rest % to[axis] * stride;
                stride *= from[own];
            }
            Assert.Equal(x[at], y[i]);
        }
    }
}
