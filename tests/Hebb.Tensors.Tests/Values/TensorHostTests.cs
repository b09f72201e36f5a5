namespace Hebb.Tensors.Tests;

public class TensorHostTests
{
    [Fact]
    public void Every_type_goes_in_and_comes_out_again()
    {
        Assert.Equal([1.5f, -2f], Tensor.From([1.5f, -2f]).ToArray<float>());
        Assert.Equal([1.5, -2], Tensor.From([1.5, -2]).ToArray<double>());
        Assert.Equal([1, int.MinValue], Tensor.From([1, int.MinValue]).ToArray<int>());
        Assert.Equal([1L, long.MaxValue], Tensor.From([1L, long.MaxValue]).ToArray<long>());
        Assert.Equal([true, false], Tensor.From([true, false]).ToArray<bool>());
        Assert.Equal([(byte)1, (byte)255], Tensor.From([(byte)1, (byte)255]).ToArray<byte>());
    }

    [Fact]
    public void The_type_of_the_values_is_the_tensors()
    {
        Assert.Equal(DType.Float32, Tensor.From([1f]).DType);
        Assert.Equal(DType.Float64, Tensor.From([1.0]).DType);
        Assert.Equal(DType.Int32, Tensor.From([1]).DType);
        Assert.Equal(DType.Int64, Tensor.From([1L]).DType);
        Assert.Equal(DType.Bool, Tensor.From([true]).DType);
        Assert.Equal(DType.UInt8, Tensor.From([(byte)1]).DType);
    }

    [Fact]
    public void Values_are_copied_on_the_way_in_and_on_the_way_out()
    {
        float[] values = [1, 2, 3];
        Tensor x = Tensor.From(values, [3]);
        values[0] = 100;
        x.ToArray<float>()[1] = 100;
        Assert.Equal([1f, 2, 3], x.ToArray<float>());
    }

    [Fact]
    public void A_rectangular_array_is_read_row_by_row()
    {
        Tensor x = Tensor.From(new[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Assert.Equal([2, 3], x.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], x.ToArray<int>());
    }

    [Fact]
    public void A_tensor_may_have_no_elements()
    {
        Tensor empty = Tensor.From<float>([], [0, 3]);
        Assert.Equal(0, empty.Count);
        Assert.Empty(empty.ToArray<float>());
        Assert.Equal([0, 3], (empty * 2.0 + Tensor.Ones([3])).Shape);
        Assert.Equal([0f, 0, 0], empty.Sum(axis: 0).ToArray<float>());
    }

    [Fact]
    public void Elements_are_copied_into_the_beginning_of_a_longer_span()
    {
        float[] buffer = [9, 9, 9];
        Tensor.From([1f, 2f]).CopyTo(buffer.AsSpan());
        Assert.Equal([1f, 2, 9], buffer);
    }

    [Fact]
    public void A_scalar_is_a_number_whatever_its_type()
    {
        Assert.Equal(0.5, Tensor.From([0.5f]).ToScalar());
        Assert.Equal(0.5, Tensor.Scalar(0.5, DType.Float64).ToScalar());
        Assert.Equal(7, Tensor.From([7], [1, 1]).ToScalar());
        Assert.Equal(7, Tensor.From([7L]).ToScalar());
        Assert.Equal(7, Tensor.From([(byte)7]).ToScalar());
        Assert.Equal(1, Tensor.From([true]).ToScalar());
        Assert.Equal(0, Tensor.From([false]).ToScalar());
    }

    [Fact]
    public void A_shape_that_does_not_hold_the_values_is_refused() => Snapshot.Throws<ShapeException>("from-shape", () => Tensor.From([1f, 2f, 3f], [2, 2]));

    [Fact]
    public void A_wrong_shape_is_refused_before_memory_is_taken() => Assert.Throws<ShapeException>(() => Tensor.From([1f], [1 << 20, 1 << 20]));

    [Fact]
    public void A_type_that_tensors_do_not_have_is_refused() => Snapshot.Throws<DTypeException>("from-type", () => Tensor.From([1m]));

    [Fact]
    public void Elements_of_another_type_are_refused() => Snapshot.Throws<DTypeException>("to-array-type", () => Tensor.From([1f, 2f]).ToArray<double>());

    [Fact]
    public void A_span_that_is_too_short_is_refused() => Snapshot.Throws<ShapeException>("copy-to-short", () => Tensor.From([1f, 2f]).CopyTo(new float[1].AsSpan()));

    [Fact]
    public void Several_elements_are_no_scalar() => Snapshot.Throws<ShapeException>("to-scalar", () => Tensor.From([1f, 2f]).ToScalar());
}
