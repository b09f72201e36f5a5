namespace Hebb.Testing.Tests.Assertions;

public class TensorAssertTests
{
    [Fact]
    public void Close_tensors_pass()
    {
        TensorAssert.AllClose(Tensor.From([1f, 1000f, float.NaN, float.PositiveInfinity, 0f]), Tensor.From([1.000005f, 1000.005f, float.NaN, float.PositiveInfinity, -0f]));
        TensorAssert.AllClose(Tensor.From([1, 2]), Tensor.From([1, 2]));
    }

    [Fact]
    public void The_worst_element_is_reported() => Snapshot.Throws<SpecFailedException>("all-close",
        () => TensorAssert.AllClose(Tensor.From([1f, 2f, 3f, 4f], [2, 2]), Tensor.From([1f, 2.1f, 2f, 4.001f], [2, 2])));

    [Theory]
    [InlineData(float.NaN, 1f)]
    [InlineData(1f, float.NaN)]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity)]
    [InlineData(float.PositiveInfinity, float.MaxValue)]
    public void Nothing_is_close_to_NaN_or_infinity_but_itself(float expected, float actual) =>
        Assert.Throws<SpecFailedException>(() => TensorAssert.AllClose(Tensor.From([expected]), Tensor.From([actual])));

    [Fact]
    public void Shapes_and_types_must_agree()
    {
        Snapshot.Throws<SpecFailedException>("all-close-shape", () => TensorAssert.AllClose(Tensor.Ones([2, 1]), Tensor.Ones([2])));
        Snapshot.Throws<SpecFailedException>("all-close-type", () => TensorAssert.AllClose(Tensor.Ones([2], DType.Float64), Tensor.Ones([2])));
    }

    [Fact]
    public void Bits_count_the_sign_of_zero_and_the_last_place()
    {
        TensorAssert.SameBits(Tensor.From([float.NaN, 0f]), Tensor.From([float.NaN, 0f]));
        Snapshot.Throws<SpecFailedException>("same-bits-zero", () => TensorAssert.SameBits(Tensor.From([1f, 0f]), Tensor.From([1f, -0f])));
        Snapshot.Throws<SpecFailedException>("same-bits-last-place", () => TensorAssert.SameBits(Tensor.From([1.0, 1.0]), Tensor.From([1.0, Math.BitIncrement(1.0)])));
        Assert.Throws<SpecFailedException>(() => TensorAssert.SameBits(Tensor.From([true, false]), Tensor.From([true, true])));
    }

    [Fact]
    public void A_wrong_shape_is_reported()
    {
        TensorAssert.Shape([2, 3], Tensor.Ones([2, 3]));
        Snapshot.Throws<SpecFailedException>("shape", () => TensorAssert.Shape([3, 2], Tensor.Ones([2, 3])));
    }
}
