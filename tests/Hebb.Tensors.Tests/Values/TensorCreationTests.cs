namespace Hebb.Tensors.Tests;

public class TensorCreationTests
{
    [Fact]
    public void Arange_leaves_the_end_out()
    {
        Assert.Equal([0, 1, 2, 3], Tensor.Arange(4).ToArray<float>());
        Assert.Equal([1, 1.25, 1.5, 1.75], Tensor.Arange(1, 2, 0.25, DType.Float64).ToArray<double>());
        Assert.Equal([5, 3, 1], Tensor.Arange(5, 0, -2, DType.Int32).ToArray<int>());
        Assert.Equal([0], Tensor.Arange(3, 1).Shape);
    }

    [Fact]
    public void Arange_does_not_add_errors_up() => Assert.Equal(100_000 * 0.1, Tensor.Arange(0, 20_000, 0.1, DType.Float64)[100_000].ToScalar());

    [Fact]
    public void Linspace_counts()
    {
        Assert.Equal([0, 0.25f, 0.5f, 0.75f, 1], Tensor.Linspace(0, 1, 5).ToArray<float>());
        Assert.Equal([3.0], Tensor.Linspace(3, 9, 1, DType.Float64).ToArray<double>());
    }

    [Fact]
    public void Eye_has_ones_on_the_diagonal() => Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1], Tensor.Eye(3, DType.Int64).ToArray<long>());

    [Fact]
    public void Like_takes_shape_and_type_from_another_tensor()
    {
        Tensor x = Tensor.From([double.NaN, 2], [2, 1]);
        Assert.Equal([0.0, 0], Tensor.ZerosLike(x).ToArray<double>());
        Assert.Equal([2, 1], Tensor.OnesLike(x).Shape);
        Assert.Equal([1.0, 1], Tensor.OnesLike(x).ToArray<double>());
        Assert.Equal("Float32 [batch, 5]", Tensor.ZerosLike(Graph.Input([5], DType.Float32)).ToString());
    }

    [Fact]
    public void Errors_show_the_arguments()
    {
        Snapshot.Throws<OptionException>("Creation/arange_no_step", () => Tensor.Arange(0, 1, 0));
        Snapshot.Throws<OptionException>("Creation/arange_endless", () => Tensor.Arange(0, double.PositiveInfinity));
        Snapshot.Throws<DTypeException>("Creation/full_fraction", () => Tensor.Full([2], 1.5, DType.Int32));
        Assert.Throws<DTypeException>(() => Tensor.Full([2], 300, DType.UInt8));
        Assert.Throws<DTypeException>(() => Tensor.Scalar(double.NaN, DType.Int64));
        MemoryException memory = Assert.Throws<MemoryException>(() => Tensor.Zeros([1 << 23, 1 << 23], DType.Float64));
        Snapshot.Matches("Creation/no_memory", memory.Message, hide: memory.Values.Split("in use by tensors ")[1]);
        Snapshot.Throws<OptionException>("Creation/linspace_none", () => Tensor.Linspace(0, 1, 0));
        Snapshot.Throws<DTypeException>("Creation/linspace_integers", () => Tensor.Linspace(0, 1, 5, DType.Int32));
    }
}
