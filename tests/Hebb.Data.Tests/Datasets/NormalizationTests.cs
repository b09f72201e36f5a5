namespace Hebb.Data.Tests;

/// <summary>The input layer <see cref="Normalization"/>, fitted to data sets.</summary>
public sealed class NormalizationTests
{
    [Fact]
    public void Every_feature_gets_its_mean_and_variance()
    {
        Normalization layer = Adapt(Dataset.From(new float[,] { { 1, 10, 5 }, { 2, 20, 5 }, { 3, 60, 5 } }, [0, 1, 2]));
        layer.Call(Tensor.Zeros([1, 3]));
        Assert.Equal([2, 30, 5], layer.FeatureMean.ToArray<float>());
        Assert.Equal([2 / 3f, 1400 / 3f, 0], layer.FeatureVariance.ToArray<float>());
    }

    [Fact]
    public void Figures_come_from_the_training_part_alone_and_hold_for_all_other_data()
    {
        // Held-out rows are far away: figures that had seen them would be far away too.
        Tensor near = Tensor.Normal([90, 2], seed: 1), far = Tensor.Normal([10, 2], mean: 1000, seed: 2);
        Dataset data = Dataset.From(Tensor.Concat([near, far], axis: 0), new int[100]);
        Normalization layer = Adapt(data.Subset([.. Enumerable.Range(0, 90)]));
        Sequential model = new([2]) { layer };
        float[] mean = near.Mean(axis: 0).ToArray<float>();
        Assert.Equal(mean[0], layer.FeatureMean.ToArray<float>()[0], 1e-5);
        Assert.True(model.Predict(far).ToArray<float>().Min() > 500);
        Normalization leaky = Adapt(data);
        leaky.Call(near);
        Assert.True(leaky.FeatureMean.ToArray<float>()[0] > 90);   // what a leak looks like
        Dataset held = data.Subset([.. Enumerable.Range(90, 10)]);
        Assert.Equal(model.Predict(far).ToArray<float>(), model.Predict(held.Batches(10).Single().Inputs).ToArray<float>());
    }

    [Fact]
    public void Channels_of_images_are_features_and_batches_do_not_matter()
    {
        Tensor images = Tensor.Normal([700, 2, 2, 3], mean: 100, standardDeviation: 20, seed: 1);
        Normalization streamed = Adapt(Dataset.From(images, new int[700])), whole = new();
        whole.Adapt(images);
        Tensor some = images.Slice(0, 0, 5);
        Assert.Equal(whole.Call(some).ToArray<float>(), streamed.Call(some).ToArray<float>());
    }

    [Fact]
    public void Indices_and_samples_without_features_are_refused() => Snapshot.Errors("normalization_errors",
    [
        ("words", () => Adapt(Dataset.From(Tensor.From([1, 2, 3, 4], [2, 2]), [0, 1]))),
        ("single numbers", () => Adapt(Dataset.From(Tensor.From([1f, 2f]), [0, 1]))),
    ]);

    private static Normalization Adapt(Dataset data)
    {
        Normalization layer = new();
        layer.Adapt(data);
        return layer;
    }
}
