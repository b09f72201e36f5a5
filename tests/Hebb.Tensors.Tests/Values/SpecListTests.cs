namespace Hebb.Tensors.Tests;

public class SpecListTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Outputs_come_back_in_the_order_in_which_they_were_announced(int count)
    {
        SpecList list = default;
        for (int i = 0; i < count; i++) list.Add([i + 1], i % 2 == 0 ? DType.Float32 : DType.Int64);
        Assert.Equal(count, list.Count);
        for (int i = 0; i < count; i++) Assert.Equal(new TensorSpec([i + 1], i % 2 == 0 ? DType.Float32 : DType.Int64), list[i]);
    }
}
