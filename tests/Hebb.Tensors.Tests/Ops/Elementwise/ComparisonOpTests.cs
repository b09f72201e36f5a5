namespace Hebb;

public sealed class ComparisonOpTests
{
    [Fact]
    public void Masks_and_integers_are_compared()
    {
        Assert.Equal([true, false], Tensor.From([true, false]).EqualTo(Tensor.From([true, true])).ToArray<bool>());
        Assert.Equal([false, true], Tensor.From([true, false]).NotEqualTo(Tensor.From([true, true])).ToArray<bool>());
        Assert.Equal([false, true, false], Tensor.From([1, 2, 3]).EqualTo(2).ToArray<bool>());
        Assert.Equal([true, true, false], Tensor.From([(byte)1, (byte)2, (byte)200]).LessOrEqual(2).ToArray<bool>());
        Assert.Equal([false, true], Tensor.From([0f, 0.5f]).Greater(0.25).ToArray<bool>());
        Assert.Equal([false, true], Tensor.From([0f, 0.5f]).GreaterOrEqual(0.5).ToArray<bool>());
        Assert.Equal([true, false], Tensor.From([0f, 0.5f]).NotEqualTo(0.5).ToArray<bool>());
    }

    [Fact]
    public void A_comparison_of_masks_by_size_is_refused() =>
        Snapshot.Throws<DTypeException>("comparison-of-masks", () => Tensor.From([true]).Greater(Tensor.From([false])));

    [Fact]
    public void A_comparison_stops_the_gradient()
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.From([1f, -2f]);
        Assert.Equal([1f, 0f], tape.Gradient((x * x.Greater(0).Cast(DType.Float32)).Sum(), x)[x].ToArray<float>());
    }
}
