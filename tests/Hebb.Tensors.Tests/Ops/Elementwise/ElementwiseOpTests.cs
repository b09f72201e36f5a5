namespace Hebb;

public sealed class ElementwiseOpTests
{
    [Fact]
    public void Wrong_operands_say_how_to_fix_them()
    {
        Tensor x = Tensor.Zeros([2, 3]);
        Snapshot.Throws<ShapeException>("elementwise-shapes", () => _ = x + Tensor.Zeros([2, 4]));
        Snapshot.Throws<DTypeException>("elementwise-types", () => _ = x * Tensor.Zeros([2, 3], DType.Float64));
        Snapshot.Throws<DTypeException>("elementwise-integers", () => Tensor.From([1, 2]).Exp());
        Snapshot.Throws<DTypeException>("elementwise-masks", () => _ = Tensor.From([true]) + Tensor.From([false]));
        Snapshot.Throws<DTypeException>("elementwise-division-of-integers", () => _ = Tensor.From([1, 2]) / Tensor.From([3, 4]));
    }

    [Fact]
    public void Integers_of_every_type_are_computed_with()
    {
        Assert.Equal([5, 7], (Tensor.From([1, 2]) + Tensor.From([4, 5])).ToArray<int>());
        Assert.Equal([-3L, -3L], (Tensor.From([1L, 2L]) - Tensor.From([4L, 5L])).ToArray<long>());
        Assert.Equal([(byte)4, (byte)10], (Tensor.From([(byte)1, (byte)2]) * Tensor.From([(byte)4, (byte)5])).ToArray<byte>());
        Assert.Equal([2, 0, 1], Tensor.From([-2, 0, 1]).Abs().ToArray<int>());
        Assert.Equal([-1, 0, 1], Tensor.From([-2, 0, 9]).Sign().ToArray<int>());
        Assert.Equal([9L, 16L], Tensor.From([-3L, 4L]).Square().ToArray<long>());
        Assert.Equal([3, 4], Tensor.From([1, 4]).Maximum(3).ToArray<int>());
        Assert.Equal([1, 3], Tensor.From([1, 4]).Minimum(3).ToArray<int>());
        Assert.Equal([0, 2], Tensor.From([-1, 4]).Clip(0, 2).ToArray<int>());
        Assert.Equal([true, false], Tensor.From([1L, 4L]).Less(3).ToArray<bool>());
    }
}
