namespace Hebb.Kernels.Tests;

[Collection(nameof(WorkerPool))]
public class GatherTests
{
    [Theory, InlineData(1), InlineData(3), InlineData(16), InlineData(100), InlineData(130)]
    public void Rows_are_taken_by_their_index_and_added_back_by_it(int width)
    {
        using Elements<float> table = Elements.Floats(20, width), y = new(7, width), sums = Elements.Floats(20, width);
        using Elements<int> indices = new Elements<int>(7).With(i => new[] { 3, 19, 0, 3, 3, 7, 19 }[i]);
        Assert.Equal(-1, Gather.Rows(table.View, indices.View, y.View));
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < width; j++) Assert.Equal(table[indices[i] * width + j], y[i * width + j]);
        float[] wanted = sums.Span.ToArray();
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < width; j++) wanted[indices[i] * width + j] += y[i * width + j];
        Assert.Equal(-1, Gather.AddRows(sums.View, indices.View, y.View));
        Assert.Equal(wanted, sums.Span.ToArray());
    }

    [Fact]
    public void The_first_index_outside_is_reported_and_nothing_written()
    {
        using Elements<float> table = Elements.Floats(5, 4), y = new Elements<float>(3, 4).With(_ => -7);
        using Elements<long> indices = new Elements<long>(3).With(i => new[] { 4, 5L, -1 }[i]);
        Assert.Equal(1, Gather.Rows(table.View, indices.View, y.View));
        Assert.Equal(-1, y.Span.IndexOfAnyExcept(-7f));
        byte[] before = table.Bits();
        Assert.Equal(1, Gather.AddRows(table.View, indices.View, y.View));
        Assert.Equal(before, table.Bits());
    }

    [Theory, InlineData(2, 6, 3, 4), InlineData(3, 5, 1, 9), InlineData(1, 50, 70, 33), InlineData(4, 3, 2, 0)]
    public void Gathering_along_an_axis_and_its_adjoint_agree_with_loops(int outer, int length, int inner, int count)
    {
        using Elements<double> x = Elements.Doubles(outer, length, inner), y = new(outer, count, inner), back = new Elements<double>(outer, length, inner).With(_ => 0);
        using Elements<long> indices = new Elements<long>(count).With(i => i * 5 % length);
        Assert.Equal(-1, Gather.Along(x.View, indices.View, y.View, outer, length, inner, count));
        double[] wanted = new double[outer * length * inner];
        for (int o = 0; o < outer; o++)
            for (int j = 0; j < count; j++)
                for (int i = 0; i < inner; i++)
                {
                    int at = (o * length + (int)indices[j]) * inner + i;
                    Assert.Equal(x[at], y[(o * count + j) * inner + i]);
                    wanted[at] += x[at];
                }
        Assert.Equal(-1, Gather.AddAlong(y.View, indices.View, back.View, outer, length, inner, count));
        Assert.Equal(wanted, back.Span.ToArray());
    }

    [Fact]
    public void The_bits_are_the_same_on_any_number_of_threads()
    {
        using Elements<float> rows = Elements.Floats(2000, 200), y = new(50, 200);
        using Elements<int> indices = new Elements<int>(2000).With(i => i * i % 50);
        Elements.SameOnAnyThreads(y, () =>
        {
            y.Span.Clear();
            Gather.AddRows(y.View, indices.View, rows.View);
        });
    }
}
