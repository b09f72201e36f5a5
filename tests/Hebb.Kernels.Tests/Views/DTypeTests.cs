namespace Hebb.Kernels.Tests.Views;

public class DTypeTests
{
    [Theory]
    [InlineData(DType.Float32, 4, true)]
    [InlineData(DType.Float64, 8, true)]
    [InlineData(DType.Int32, 4, false)]
    [InlineData(DType.Int64, 8, false)]
    [InlineData(DType.Bool, 1, false)]
    [InlineData(DType.UInt8, 1, false)]
    public void A_type_knows_its_size_and_whether_it_has_gradients(DType type, int size, bool isFloat)
    {
        Assert.Equal(size, type.Size());
        Assert.Equal(isFloat, type.IsFloat());
    }

    [Fact]
    public void Every_type_has_a_size() => Assert.All(Enum.GetValues<DType>(), type => Assert.InRange(type.Size(), 1, 8));

    [Fact]
    public void Dotnet_types_have_their_dtype()
    {
        Assert.Equal(DType.Float32, DTypes.Of<float>());
        Assert.Equal(DType.Float64, DTypes.Of<double>());
        Assert.Equal(DType.Int32, DTypes.Of<int>());
        Assert.Equal(DType.Int64, DTypes.Of<long>());
        Assert.Equal(DType.Bool, DTypes.Of<bool>());
        Assert.Equal(DType.UInt8, DTypes.Of<byte>());
        Assert.Throws<DTypeException>(() => DTypes.Of<short>());
    }
}
