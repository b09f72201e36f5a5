using Hebb.Testing;

namespace Hebb.Networks.Tests.Layers;

public sealed class NormalizationTests
{
    [Fact]
    public void What_was_adapted_has_mean_0_and_variance_1_and_a_constant_becomes_0()
    {
        Tensor x = Tensor.From([1.0, 10, 5, 2, 20, 5, 3, 60, 5], [3, 3]);
        Normalization layer = new();
        layer.Adapt(x);
        Assert.True(layer.IsAdapted);
        Tensor y = layer.Call(x);
        Assert.Equal([2, 30, 5], layer.FeatureMean.ToArray<double>());
        Assert.Equal([2.0 / 3, 1400.0 / 3, 0], layer.FeatureVariance.ToArray<double>());
        TensorAssert.AllClose(Tensor.From([0.0, 0, 0]), y.Mean(axis: 0), 0, 1e-15);
        TensorAssert.AllClose(Tensor.From([1.0, 1, 0]), y.Variance(axis: 0), 1e-14, 1e-14);
    }

    [Fact]
    public void Far_from_zero_nothing_cancels()
    {
        Normalization layer = new();
        layer.Adapt(Tensor.From([1e9 + 1, 1e9 + 2, 1e9 + 3], [3, 1]));
        TensorAssert.AllClose(Tensor.From([-Math.Sqrt(1.5), 0, Math.Sqrt(1.5)], [3, 1]), layer.Call(Tensor.From([1e9 + 1, 1e9 + 2, 1e9 + 3], [3, 1])), 1e-12, 1e-12);
    }

    [Fact]
    public void It_can_be_adapted_before_and_after_it_joins_a_model_and_pixels_are_converted()
    {
        Tensor pixels = Tensor.From<byte>([0, 100, 2, 102, 4, 104, 6, 106], [2, 1, 2, 2]);
        Normalization before = new(), after = new();
        before.Adapt(pixels);
        Sequential first = new([1, 2, 2]) { before }, second = new([1, 2, 2]) { after };
        after.Adapt(pixels);
        TensorAssert.SameBits(first.Predict(pixels), second.Predict(pixels));
        Assert.Equal(-3 / Math.Sqrt(5), first.Predict(pixels).ToArray<float>()[0], 1e-6);
        after.Adapt(Tensor.Zeros([4, 2]));
        Assert.Equal([0, 0], after.FeatureMean.ToArray<float>());   // the new figures hold, in predictions too
        Assert.Equal(100, second.Predict(pixels).ToArray<float>()[1]);
    }

    [Fact]
    public void The_figures_are_saved_with_the_model()
    {
        using TemporaryFolder folder = new();
        Normalization layer = new();
        layer.Adapt(Tensor.Normal([20, 3], mean: 7, seed: 1));
        Sequential model = new([3]) { layer, new Dense(2) };
        model.Save(folder.File("model.hebb"));
        Tensor x = Tensor.Normal([4, 3], mean: 7, seed: 2);
        TensorAssert.SameBits(model.Predict(x), Model.Load(folder.File("model.hebb")).Predict(x));
    }

    [Fact]
    public void Mistakes_are_answered_in_four_parts()
    {
        Normalization fitted = new();
        fitted.Adapt(Tensor.Zeros([2, 3]));
        Normalization built = new();
        Sequential model = new([4], "table") { built };
        Snapshot.Errors("normalization_errors",
        [
            ("not adapted", () => model.Predict(Tensor.Zeros([2, 4]))),
            ("other features than the model's", () => built.Adapt(Tensor.Zeros([2, 3]))),
            ("other features than adapted", () => new Sequential([4]) { fitted }),
            ("words", () => new Normalization().Adapt(Tensor.From([1, 2, 3, 4], [2, 2]))),
            ("no features", () => new Normalization().Adapt(Tensor.Zeros([3]))),
            ("a gap", () => new Normalization().Adapt(Tensor.From(new[,] { { 1f, 2 }, { 3, float.NaN } }))),
            ("an infinite value", () => new Normalization().Adapt(Tensor.From(new[,] { { 1, double.PositiveInfinity }, { 3, 2 } }))),
            ("no samples", () => new Normalization().Adapt(Tensor.Zeros([0, 3]))),
            ("samples without features", () => new Normalization().Adapt(Tensor.Zeros([3, 0]))),
            ("a variance beyond Float32", () => Fit(1e30)),
            ("a variance below Float32", () => Fit(1e-30)),
        ]);
    }

    private static void Fit(double size)
    {
        var layer = new Normalization();
        layer.Adapt(Tensor.From(new[,] { { size }, { -size } }));
        _ = new Sequential([1], "units") { layer };
    }
}
