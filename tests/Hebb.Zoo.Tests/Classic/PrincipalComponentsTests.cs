using Hebb.Testing;

namespace Hebb.Zoo.Tests.Classic;

/// <summary>Principal components: by hand, by what they promise, and as what a linear auto-encoder learns.</summary>
public sealed class PrincipalComponentsTests
{
    [Fact]
    public void Of_points_along_a_line_the_first_component_is_the_line()
    {
        // (3, 4) / 5 times -2 ... 2 around (1, 2), and 0.1 times +-1 across.
        Tensor points = Tensor.From(new[,]
        {
            { 1 - 1.2 - 0.08, 2 - 1.6 + 0.06 }, { 1 - 0.6 + 0.08, 2 - 0.8 - 0.06 }, { 1 + 0.6 + 0.08, 2 + 0.8 - 0.06 }, { 1 + 1.2 - 0.08, 2 + 1.6 + 0.06 },
        });
        PrincipalComponents pca = PrincipalComponents.Of(points, count: 2);
        TensorAssert.AllClose(Tensor.From([1.0, 2.0]), pca.Mean, atol: 1e-12);
        Assert.Equal([2.5, 0.01], pca.Variances.Select(static value => Math.Round(value, 10)));
        double[] first = pca.Components.ToArray<double>()[..2];
        Assert.Equal(1, Math.Abs(0.6 * first[0] + 0.8 * first[1]), 1e-12);
        TensorAssert.AllClose(points, pca.Reconstruct(pca.Transform(points)), atol: 1e-12);
    }

    [Fact]
    public void What_is_lost_is_the_variance_of_the_components_that_are_left_out()
    {
        Tensor samples = Samples(200, 12);
        PrincipalComponents all = PrincipalComponents.Of(samples, 12), few = PrincipalComponents.Of(samples, 4);
        double lost = (few.Reconstruct(few.Transform(samples)) - samples).Square().Sum().ToScalar() / 200;
        Assert.Equal(all.Variances.Skip(4).Sum(), lost, 1e-9);
        TensorAssert.AllClose(Tensor.Eye(4, DType.Float64), few.Components.MatMul(few.Components, transposeRight: true), atol: 1e-12);
        Assert.Equal(all.Variances.Take(4), few.Variances, static (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(all.Variances.OrderDescending(), all.Variances);
    }

    [Fact]
    public void Angles_are_those_between_the_planes()
    {
        Tensor samples = Tensor.From(new[,] { { 3.0, 0, 0 }, { -3, 0, 0 }, { 0, 2, 0 }, { 0, -2, 0 } });   // in the plane of the first two axes
        PrincipalComponents plane = PrincipalComponents.Of(samples, 2);
        Assert.Equal(0, plane.LargestAngle(Tensor.From(new[,] { { 1.0, 1, 0 }, { 1, -5, 0 } })), 1e-7);
        Assert.Equal(Math.PI / 2, plane.LargestAngle(Tensor.From(new[,] { { 1.0, 0, 0 }, { 0, 0, 2 } })), 1e-7);
        Assert.Equal(0.25, plane.LargestAngle(Tensor.From(new[,] { { 1.0, 0, 0 }, { 0, Math.Cos(0.25), Math.Sin(0.25) } })), 1e-12);
        foreach (double size in (double[])[1e-200, 1e200])   // whose squares are zero and infinity
            Assert.Equal(0.25, plane.LargestAngle(Tensor.From(new[,] { { size, 0, 0 }, { 0, size * Math.Cos(0.25), size * Math.Sin(0.25) } })), 1e-12);
        Assert.Equal("samples", Assert.Throws<ArgumentNullException>(() => plane.Transform(null!)).ParamName);
        Assert.Equal("codes", Assert.Throws<ArgumentNullException>(() => plane.Reconstruct(null!)).ParamName);
    }

    /// <summary>A163: without activations, and trained by squared error, an auto-encoder finds the subspace of the principal components, though not the
    /// components themselves.</summary>
    [Fact]
    public void A_linear_autoencoder_spans_the_same_subspace()
    {
        Tensor samples = Samples(256, 8);
        PrincipalComponents pca = PrincipalComponents.Of(samples, 3);
        var decoder = new Dense(8);
        var model = new Sequential(Model.Input([8], DType.Float64), "linear", seed: 1) { new Dense(3), decoder };
        var squaredError = new MeanSquaredError();
        new Lbfgs(model.Parameters) { GradientTolerance = 1e-10, ChangeTolerance = 1e-14 }.Minimize(() => squaredError.Call(model.Call(samples), samples), iterations: 2000);
        Tensor spanned = decoder.Weights.First();   // [3, 8]: a direction in each row
        Assert.InRange(pca.LargestAngle(spanned), 0, 1e-3);
        double error = (model.Predict(samples) - samples).Square().Sum().ToScalar();
        double least = (pca.Reconstruct(pca.Transform(samples)) - samples).Square().Sum().ToScalar();
        Assert.InRange(error / least, 1, 1 + 1e-4);
    }

    [DataFact("mnist")]
    public void Of_MNIST_thirty_components_leave_13_87()
    {
        (Dataset train, Dataset test) = Mnist.Load(DataFactAttribute.DataFolderOf("mnist"));
        Tensor images = Pixels(test);
        PrincipalComponents pca = PrincipalComponents.Of(Pixels(train), 30);
        double error = (pca.Reconstruct(pca.Transform(images)) - images).Square().Sum().ToScalar() / test.Count;
        Assert.Equal(13.87, error, 0.005);
    }

    [Fact]
    public void Mistakes_are_told() => Snapshot.Errors("principal_components",
    [
        ("images", () => PrincipalComponents.Of(Tensor.Ones([2, 28, 28]), 3)),
        ("no features", () => PrincipalComponents.Of(Tensor.Ones([3, 0]), 1)),
        ("more than features", () => PrincipalComponents.Of(Tensor.Ones([5, 4]), 5)),
        ("whole numbers", () => PrincipalComponents.Of(Tensor.From(new[,] { { 1, 2 }, { 3, 4 } }), 1)),
        ("no number", () => PrincipalComponents.Of(Tensor.From(new[,] { { 1.0, double.NaN }, { 3, 4 } }), 1)),
        ("all the same", () => PrincipalComponents.Of(Tensor.Ones([5, 4]), 2)),
        ("fewer directions", () => PrincipalComponents.Of(Tensor.From(new[,] { { 1.0, 2 }, { 2, 4 }, { 3, 6 } }), 2)),
        ("rows of zeros", () => PrincipalComponents.Of(Samples(10, 3), 2).LargestAngle(Tensor.Zeros([2, 3]))),
        ("rows of which one is the double of another", () => PrincipalComponents.Of(Samples(10, 3), 2).LargestAngle(Tensor.From(new[,] { { 0.1, 0.2, 0.7 }, { 0.2, 0.4, 1.4 } }))),
        ("rows of which one is the triple in Float32", () => PrincipalComponents.Of(Samples(10, 3), 2).LargestAngle(Tensor.From(new[,] { { 0.1f, 0.2f, 0.7f }, { 0.3f, 0.6f, 2.1f } }))),
        ("rows that are no numbers", () => PrincipalComponents.Of(Samples(10, 3), 2).LargestAngle(Tensor.From(new[,] { { 1.0, 0, 0 }, { 0, double.NaN, 0 } }))),
        ("samples of more features", () => PrincipalComponents.Of(Samples(10, 3), 2).Transform(Tensor.Ones([2, 4], DType.Float64))),
        ("a single sample", () => PrincipalComponents.Of(Samples(10, 3), 2).Transform(Tensor.Ones([3], DType.Float64))),
        ("samples of another type", () => PrincipalComponents.Of(Samples(10, 3), 2).Transform(Tensor.Ones([2, 3]))),
        ("codes of more components", () => PrincipalComponents.Of(Samples(10, 3), 2).Reconstruct(Tensor.Ones([2, 3], DType.Float64))),
        ("codes of another type", () => PrincipalComponents.Of(Samples(10, 3), 2).Reconstruct(Tensor.Ones([2, 2]))),
        ("another size", () => PrincipalComponents.Of(Samples(10, 4), 2).LargestAngle(Tensor.Ones([3, 4]))),
    ]);

    private static Tensor Pixels(Dataset data) => (data.Batches(data.Count).First().Inputs.Cast(DType.Float32) / 255.0).Reshape(data.Count, 784).Detach();

    // Correlated: a few hidden numbers, mixed, and noise.
    private static Tensor Samples(int count, int features)
    {
        Tensor hidden = Tensor.Normal([count, features], seed: 1, type: DType.Float64);
        Tensor strengths = Tensor.From([.. Enumerable.Range(0, features).Select(static i => Math.Pow(0.6, i))]);
        return ((hidden * strengths).MatMul(Tensor.Normal([features, features], seed: 2, type: DType.Float64)) + 0.5).Detach();
    }
}
