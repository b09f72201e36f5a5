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

    [Theory]
    [InlineData(new[] { 0, 0, 0 }, new[] { 1, 1, 1 }, new[] { 4, 50, 6 })]
    [InlineData(new[] { 1, 10, 2 }, new[] { 1, 1, 1 }, new[] { 2, 40, 3 })]
    [InlineData(new[] { 3, 49, 5 }, new[] { -1, -1, -1 }, new[] { 4, 50, 6 })]
    [InlineData(new[] { 0, 1, 0 }, new[] { 3, 7, 5 }, new[] { 2, 7, 2 })]
    [InlineData(new[] { 0, 49, 5 }, new[] { 1, -10, -2 }, new[] { 1, 5, 3 })]
    [InlineData(new[] { 0, 0, 0 }, new[] { 1, 1, 1 }, new[] { 4, 0, 6 })]
    public void Slices_and_their_adjoints_agree_with_index_arithmetic(int[] start, int[] step, int[] counts)
    {
        using Elements<double> x = Elements.Doubles(4, 50, 6), y = new(counts), back = new(4, 50, 6);
        Strided.Slice(x.View, y.View, start, step);
        Strided.Scatter(y.View, back.View, start, step);
        double[] wanted = new double[4 * 50 * 6];
        int o = 0;
        for (int i = 0; i < counts[0]; i++)
            for (int j = 0; j < counts[1]; j++)
                for (int k = 0; k < counts[2]; k++, o++)
                {
                    int at = ((start[0] + i * step[0]) * 50 + start[1] + j * step[1]) * 6 + start[2] + k * step[2];
                    Assert.Equal(x[at], y[o]);
                    wanted[at] = x[at];
                }
        Assert.Equal(wanted, back.Span.ToArray());
    }

    [Fact]
    public void Blocks_placed_side_by_side_are_a_concatenation()
    {
        using Elements<int> a = new Elements<int>(2, 3).With(i => i), b = new Elements<int>(2, 2).With(i => 10 + i), y = new(2, 5);
        Strided.CopyInto(a.View, y.View, [0, 0]);
        Strided.CopyInto(b.View, y.View, [0, 3]);
        Assert.Equal([0, 1, 2, 10, 11, 3, 4, 5, 12, 13], y.Span.ToArray());
    }

    [Fact]
    public void A_block_inside_leaves_its_surroundings_alone()
    {
        using Elements<byte> x = new Elements<byte>(2, 2).With(i => (byte)(i + 1)), y = new Elements<byte>(4, 5).With(_ => 9);
        Strided.CopyInto(x.View, y.View, [1, 2]);
        Assert.Equal([9, 9, 9, 9, 9, 9, 9, 1, 2, 9, 9, 9, 3, 4, 9, 9, 9, 9, 9, 9], y.Span.ToArray());
    }
}
