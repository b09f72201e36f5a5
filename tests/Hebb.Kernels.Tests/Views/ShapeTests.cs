namespace Hebb.Kernels.Tests.Views;

public class ShapeTests
{
    private static readonly Shape Image = [28, 14, 3];

    [Fact]
    public void A_shape_is_written_as_a_collection()
    {
        Assert.Equal(3, Image.Rank);
        Assert.Equal(28 * 14 * 3, Image.Count);
        Assert.Equal((28, 14, 3, 3, 14), (Image[0], Image[1], Image[2], Image[^1], Image[^2]));
        Assert.Equal("[28, 14, 3]", Image.ToString());
        Assert.Equal([28, 14, 3], Image.ToArray());
    }

    [Fact]
    public void A_single_number_has_no_axes_and_one_element()
    {
        Shape shape = [];
        Assert.Equal((0, 1), (shape.Rank, shape.Count));
        Assert.Equal("[]", shape.ToString());
        Assert.Equal(default, shape);
    }

    [Fact]
    public void Ranges_patterns_and_spreads_work()
    {
        Assert.Equal([14, 3], Image[1..]);
        Assert.Equal([28, 14], Image[..^1]);
        Assert.True(Image is [28, .., 3]);
        Shape batch = [32, .. Image];
        Assert.Equal([32, 28, 14, 3], batch);
    }

    [Fact]
    public void Shapes_with_the_same_extents_are_equal()
    {
        Shape same = [28, 14, 3], longer = [28, 14, 3, 1], other = [28, 14, 4];
        Assert.True(Image == same && Image.Equals((object)same) && Image.GetHashCode() == same.GetHashCode());
        Assert.True(Image != longer && Image != other);
        Assert.False(Image.Equals((object?)null));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 2)]
    [InlineData(-1, 2)]
    [InlineData(-3, 0)]
    public void Axes_are_counted_from_either_end(int axis, int positive) => Assert.Equal(positive, Image.Axis(axis));

    [Fact]
    public void One_extent_is_replaced_removed_or_inserted()
    {
        Assert.Equal([28, 7, 3], Image.With(1, 7));
        Assert.Equal([28, 14, 7], Image.With(-1, 7));
        Assert.Equal([28, 3], Image.Without(1));
        Assert.Equal([28, 14], Image.Without(-1));
        Assert.Equal([5, 28, 14, 3], Image.Insert(0, 5));
        Assert.Equal([28, 14, 3, 5], Image.Insert(3, 5));
        Assert.Equal([28, 14, 3, 5], Image.Insert(-1, 5));
        Assert.Equal([28, 14, 5, 3], Image.Insert(-2, 5));
    }

    [Fact]
    public void Extents_are_enumerated_without_allocation()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        int sum = 0;
        for (int i = 0; i < 1000; i++)
            foreach (int extent in Image) sum += extent;
        Assert.Equal(45_000, sum);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }

    [Fact]
    public void An_axis_of_zero_is_fine() => Assert.Equal(0, Shape.Create([int.MaxValue, int.MaxValue, int.MaxValue, 0]).Count);

    [Fact]
    public void Mistakes_are_told_with_their_fix()
    {
        Snapshot.Throws<ShapeException>("shape-negative", () => Shape.Create([32, -1]));
        Snapshot.Throws<ShapeException>("shape-rank", () => Shape.Create([1, 2, 3, 4, 5, 6, 7, 8, 9]));
        Snapshot.Throws<ShapeException>("shape-axis", () => Image.Axis(3));
        Snapshot.Throws<ShapeException>("shape-axis-of-scalar", () => Shape.Create([]).Axis(0));
        Snapshot.Throws<ShapeException>("shape-huge", () => Shape.Create([65536, 65536, 65536, 65536]));
        Assert.Throws<ShapeException>(() => Image.Without(-4));
        Assert.Throws<ShapeException>(() => Image.Insert(5, 1));
        Assert.Throws<ShapeException>(() => Image[3]);
    }
}
