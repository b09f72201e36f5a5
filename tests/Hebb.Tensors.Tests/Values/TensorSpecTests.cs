namespace Hebb.Tensors.Tests;

public class TensorSpecTests
{
    [Fact]
    public void A_spec_prints_type_and_shape_and_knows_its_size()
    {
        TensorSpec spec = new([32, 10], DType.Float64);
        Assert.Equal("Float64 [32, 10]", spec.ToString());
        Assert.Equal(2560, spec.Bytes);
        Assert.Equal(new TensorSpec([32, 10], DType.Float64), spec);
        Assert.NotEqual(new TensorSpec([32, 10], DType.Float32), spec);
    }
}
