namespace Hebb.Tensors.Tests;

public class AnyTests
{
    [Fact]
    public void A_law_that_does_not_hold_is_refuted() =>
        Assert.ThrowsAny<Exception>(() => Any.Holds(Any.Three(), t => Assert.Equal(t.A.Shape, (t.A + t.B).Shape)));

    [Fact]
    public void Laws_are_tried_on_shapes_of_every_rank()
    {
        HashSet<int> ranks = [];
        Any.Holds(Any.Shape(), shape => ranks.Add(shape.Rank));
        Assert.Equal([0, 1, 2, 3, 4], ranks.Order());
    }
}
