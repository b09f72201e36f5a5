namespace Hebb.Tensors.Tests;

public class TensorIndexingTests
{
    private static readonly Tensor X = Tensor.Arange(24).Reshape(2, 3, 4);

    [Fact]
    public void A_number_takes_one_element_and_drops_the_axis()
    {
        Assert.Equal([3, 4], X[1].Shape);
        Assert.Equal([20, 21, 22, 23], X[1, ^1].ToArray<float>());
        Assert.Equal(23, X[1, 2, 3].ToScalar());
    }

    [Fact]
    public void A_range_keeps_the_axis()
    {
        Tensor y = X[.., 1.., ..2];
        Assert.Equal([2, 2, 2], y.Shape);
        Assert.Equal([4, 5, 8, 9, 16, 17, 20, 21], y.ToArray<float>());
        Assert.Equal([1, 3, 4], X[^1..].Shape);
        Assert.Equal([2, 0, 4], X[.., 2..2].Shape);
    }

    [Fact]
    public void Numbers_and_ranges_mix() => Assert.Equal([6, 7, 18, 19], X[.., 1, 2..^0].ToArray<float>());

    [Fact]
    public void Whole_axes_copy_nothing() => Assert.Same(X, X[.., ..]);

    [Fact]
    public void Gradients_go_back_to_where_the_elements_came_from() =>
        GradientCheck.Verify(x => x[0, 1.., ^1] * x[^1, ..2, 0], Tensor.Normal([2, 3, 4], seed: 1), order: 2);

    [Fact]
    public void The_batch_axis_of_a_model_stays_symbolic() => Assert.Equal("Float32 [batch, 4]", Graph.Input([3, 4], DType.Float32)[.., ^1].ToString());

    [Fact]
    public void Errors_show_the_index_as_it_was_written()
    {
        Snapshot.Throws<ShapeException>("Indexing/outside", () => _ = X[.., 3]);
        Snapshot.Throws<ShapeException>("Indexing/outside_from_end", () => _ = X[^3]);
        Snapshot.Throws<ShapeException>("Indexing/range_outside", () => _ = X[.., 1..5]);
        Snapshot.Throws<ShapeException>("Indexing/range_backwards", () => _ = X[.., 2..1]);
        Snapshot.Throws<ShapeException>("Indexing/too_many", () => _ = X[0, 0, 0, 0]);
        Snapshot.Throws<ShapeException>("Indexing/negative", () => _ = X[-1]);
        Assert.Throws<ShapeException>(() => X[^0]);
    }
}
