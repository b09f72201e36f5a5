namespace Hebb;

public sealed class ReferenceSoftmaxTests
{
    [Fact]
    public void Two_logits_give_a_sigmoid()
    {
        double[] x = [1, 3], y = new double[2], logs = new double[2], losses = new double[1];
        ReferenceSoftmax.Run<double>(x, y, length: 2);
        ReferenceSoftmax.RunLog<double>(x, logs, length: 2);
        ReferenceSoftmax.CrossEntropy<double>(x, [0], losses, classes: 2);
        double first = 1 / (1 + Math.Exp(2));
        Assert.Equal([first, 1 - first], y, (a, b) => Math.Abs(a - b) <= 1e-15);
        Assert.Equal([Math.Log(first), Math.Log(1 - first)], logs, (a, b) => Math.Abs(a - b) <= 1e-15);
        Assert.Equal(-Math.Log(first), losses[0], 1e-15);
    }

    [Fact]
    public void Rows_do_not_mix()
    {
        double[] y = new double[4];
        ReferenceSoftmax.Run<double>([5, 5, 1000, -1000], y, length: 2);
        Assert.Equal([0.5, 0.5, 1, 0], y, (a, b) => Math.Abs(a - b) <= 1e-15);
    }

    [Theory]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity, 0, double.PositiveInfinity)]
    [InlineData(double.NaN, 0, double.NaN)]
    public void Infinities_and_NaN_pass_through_the_logarithm_of_the_sum(double a, double b, double expected) =>
        Assert.Equal(expected, ReferenceSoftmax.LogSumExp<double>([a, b]));
}
