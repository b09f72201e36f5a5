namespace Hebb.Networks.Tests.Metrics;

public class TopKAccuracyTests
{
    private static readonly Tensor Scores = Tensor.From([4f, 3f, 2f, 1f, 1f, 2f, 3f, 4f, 0f, 9f, 8f, 7f], [3, 4]);

    [Theory]
    [InlineData(1, 0.0)]
    [InlineData(2, 1.0 / 3)]
    [InlineData(3, 2.0 / 3)]
    [InlineData(5, 1.0)]
    public void The_right_class_may_be_among_k(int k, double expected)
    {
        var metric = new TopKAccuracy(k);
        metric.Update(Scores, Tensor.From([1, 1, 0]));
        Assert.Equal(expected, metric.Result, 1e-15);
    }

    [Fact]
    public void One_guess_is_accuracy()
    {
        Tensor scores = Tensor.Normal([50, 7], seed: 3), labels = Tensor.Normal([50, 7], seed: 4).ArgMax(-1);
        Metric accuracy = new Accuracy(), one = new TopKAccuracy(1);
        accuracy.Update(scores, labels);
        one.Update(scores, labels);
        Assert.Equal(accuracy.Result, one.Result);
        Assert.InRange(one.Result, 0.001, 0.999);
    }

    [Fact]
    public void The_name_tells_k() => Assert.Equal("top_3_accuracy: the share of samples whose right class is among the 3 greatest scores",
        new TopKAccuracy(3).ToString());

    [Fact]
    public void No_guess_is_refused() => Snapshot.Throws<OptionException>("top_k_zero", () => _ = new TopKAccuracy(0));
}
