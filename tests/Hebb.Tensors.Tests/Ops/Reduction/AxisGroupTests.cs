namespace Hebb;

public sealed class AxisGroupTests
{
    [Fact]
    public void A_shape_is_seen_as_what_lies_before_in_and_after_the_axes()
    {
        Assert.Equal(new AxisGroup(6, 4, 5), AxisGroup.Of([2, 3, 4, 5], 2));
        Assert.Equal(new AxisGroup(2, 12, 5), AxisGroup.Of([2, 3, 4, 5], 1, 2));
        Assert.Equal(new AxisGroup(1, 120, 1), AxisGroup.Of([2, 3, 4, 5], 0, 4));
    }
}
