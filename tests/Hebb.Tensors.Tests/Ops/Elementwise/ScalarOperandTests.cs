namespace Hebb;

public sealed class ScalarOperandTests
{
    [Fact]
    public void A_number_stands_on_either_side()
    {
        Tensor x = Tensor.From([1f, 2f]);
        Assert.Equal([3f, 4f], (x + 2).ToArray<float>());
        Assert.Equal([3f, 4f], (2 + x).ToArray<float>());
        Assert.Equal([-1f, 0f], (x - 2).ToArray<float>());
        Assert.Equal([1f, 0f], (2 - x).ToArray<float>());
        Assert.Equal([2f, 4f], (x * 2).ToArray<float>());
        Assert.Equal([2f, 4f], (2 * x).ToArray<float>());
        Assert.Equal([0.5f, 1f], (x / 2).ToArray<float>());
        Assert.Equal([2f, 1f], (2 / x).ToArray<float>());
    }

    [Fact]
    public void It_takes_the_tensors_type()
    {
        Assert.Equal(DType.Float64, (Tensor.From([1.0]) * 0.1).DType);
        Assert.Equal(0.1, (Tensor.From([1.0]) * 0.1).ToScalar());
        Assert.Equal([3L], (Tensor.From([1L]) + 2).ToArray<long>());
    }

    [Fact]
    public void A_number_that_the_type_does_not_have_is_refused()
    {
        Snapshot.Throws<DTypeException>("scalar-fraction", () => _ = Tensor.From([1, 2]) * 0.5);
        Snapshot.Throws<DTypeException>("scalar-range", () => _ = Tensor.From([(byte)1]) + 256);
        Assert.Throws<DTypeException>(() => _ = Tensor.From([1]) + double.NaN);
        Assert.Throws<DTypeException>(() => _ = Tensor.From([1L]) + 1e300);
    }
}
