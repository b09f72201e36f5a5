namespace Hebb;

public sealed class SumTests
{
    [Fact]
    public void Sum_meets_its_spec() => ReductionSpec.Verify("Sum", (x, axes, keep) => x.Sum(axes, keep), x => x.Sum());

    [Fact]
    public void Integers_are_summed_as_integers() => Assert.Equal([4, 6], Tensor.From(new[,] { { 1, 2 }, { 3, 4 } }).Sum(axis: 0).ToArray<int>());

    [Fact]
    public void The_sum_of_nothing_is_zero() => Assert.Equal([0f, 0f], Tensor.Zeros([2, 0]).Sum(axis: 1).ToArray<float>());

    [Fact]
    public void A_mask_is_counted_after_a_cast() => Assert.Equal(2, Tensor.From([true, false, true]).Cast(DType.Int32).Sum().ToScalar());

    [Fact]
    public void Wrong_calls_say_how_to_fix_them()
    {
        Snapshot.Throws<DTypeException>("sum-of-a-mask", () => Tensor.From([true]).Sum());
        Snapshot.Throws<ShapeException>("sum-axis", () => Tensor.Zeros([2, 3]).Sum(axis: 2));
        Snapshot.Throws<ShapeException>("sum-axis-twice", () => Tensor.Zeros([2, 3]).Sum([1, -1]));
    }
}
