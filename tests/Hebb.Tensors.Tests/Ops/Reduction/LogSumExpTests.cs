namespace Hebb;

public sealed class LogSumExpTests
{
    [Fact]
    public void LogSumExp_meets_its_spec() =>
        ReductionSpec.Verify("LogSumExp", (x, axes, keep) => x.LogSumExp(axes, keep), x => ReferenceSoftmax.LogSumExp<double>(x));

    [Theory]
    [InlineData(1000f, 1000f, 1000.6931472f)]
    [InlineData(-1000f, -1000f, -999.3068528f)]
    [InlineData(float.NegativeInfinity, 3f, 3f)]
    [InlineData(float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity)]
    [InlineData(float.PositiveInfinity, 3f, float.PositiveInfinity)]
    [InlineData(float.NaN, 3f, float.NaN)]
    public void Extreme_values_neither_overflow_nor_become_NaN(float x, float y, float expected) =>
        Assert.Equal(expected, Tensor.From([x, y]).LogSumExp().ToArray<float>()[0]);
}
