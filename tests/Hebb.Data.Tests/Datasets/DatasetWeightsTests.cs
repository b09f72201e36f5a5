namespace Hebb.Data.Tests;

public sealed class DatasetWeightsTests
{
    private static readonly Dataset s_data = Dataset.From(new float[5, 2], [0, 2, 1, 0, 0], ["a", "b", "c", "d"]);

    [Fact]
    public void Every_view_carries_the_weights_of_its_samples()
    {
        Dataset data = s_data.WithWeights(0, 1, 2, 3, 4);
        Assert.False(s_data.HasWeights);
        Assert.Null(s_data.Batches(5).First().Weights);
        Assert.True(data.HasWeights);
        Assert.Equal("5 samples of Float32 [2] in 4 classes, weighted", data.ToString());
        Assert.Equal([0f, 1f, 2f, 3f, 4f], Weights(data));
        Assert.Equal([4f, 1f, 1f], Weights(data.Subset(4, 1, 1)));
        Assert.Equal([0f, 1f], Weights(data.Take(2)));
        Dataset shuffled = data.Shuffle(seed: 7);
        Assert.Equal([.. shuffled.Batches(5).First().Rows.ToArray().Select(row => (float)row)], Weights(shuffled));
        (Dataset fit, Dataset validation) = data.Split(0.4, seed: 1);
        Assert.Equal([0f, 1f, 2f, 3f, 4f], Weights(fit).Concat(Weights(validation)).Order());
    }

    [Fact]
    public void A_view_can_be_given_weights_and_weights_can_be_replaced()
    {
        Dataset some = s_data.Subset(3, 1);
        Assert.Equal([5f, 6f], Weights(some.WithWeights([5, 6])));
        Assert.Equal([6f], Weights(some.WithWeights([5, 6]).Subset(1)));
        Assert.Equal([7f, 8f], Weights(some.WithWeights([5, 6]).WithWeights([7, 8])));
        Assert.Equal([2f, 2f], Weights(s_data.Subset(1, 1).WithWeights([2, 2])));
    }

    [Fact]
    public void Weights_may_be_a_mask_or_several_for_a_sample()
    {
        Assert.Equal([1f, 0f, 1f, 1f, 1f], Weights(s_data.WithWeights(Tensor.From([true, false, true, true, true]))));
        Batch batch = s_data.Subset(2, 0).WithWeights(Tensor.From([1.0, 2, 3, 4, 5, 6], [2, 3])).Subset(1).Batches(1).First();
        Assert.Equal([1, 3], batch.Weights!.Shape);
        Assert.Equal([4f, 5f, 6f], batch.Weights.ToArray<float>());
    }

    [Fact]
    public void Balanced_weights_give_every_class_the_same_total()
    {
        Assert.Equal([5 / 9.0, 5 / 3.0, 5 / 3.0, 1], s_data.BalancedClassWeights());   // three classes occur: 3, 1 and 1 times; the fourth does not
        Assert.Equal([1, 1, 1, 1], s_data.Subset(1, 2).BalancedClassWeights());
        Assert.Equal([2 / 3.0, 2], Dataset.From(Tensor.Zeros([1, 4]), Tensor.From([0, 0, 1, 0], [1, 4])).BalancedClassWeights());   // labels of pixels
    }

    [Fact]
    public void Weights_that_cannot_be_used_are_refused_with_the_remedy() => Snapshot.Errors("dataset_weights_errors",
    [
        ("too few", () => s_data.WithWeights(1, 2)),
        ("a negative one", () => s_data.WithWeights(1, 1, -0.5f, 1, 1)),
        ("one that is no number", () => s_data.WithWeights(1, 1, 1, float.NaN, 1)),
        ("none above zero", () => s_data.WithWeights(new float[5])),
        ("more than fit", () => Dataset.From(new float[600_000, 1], new int[600_000]).Take(1).WithWeights(Tensor.Ones([1, 4096]))),
        ("two for one sample", () => s_data.Subset(1, 1).WithWeights(1, 2)),
        ("a single number", () => s_data.WithWeights(Tensor.Scalar(1))),
        ("balance of targets", () => Dataset.From(new float[2, 2], [0.5f, 1.5f]).BalancedClassWeights()),
    ]);

    private static float[] Weights(Dataset data) => data.Batches(data.Count).First().Weights!.ToArray<float>();
}
