namespace Hebb.Networks.Tests.Losses;

/// <summary>A loss against PyTorch's values and gradients in float64, for every reduction.</summary>
internal static class LossGoldens
{
    private const double Tolerance = 1e-12;

    /// <summary>Checks one golden file. PyTorch's sums and unreduced values are per element, ours per sample: <paramref name="outputs"/> of them make a
    /// sample.</summary>
    public static void Verify(string name, Func<Reduction, Loss> make, int outputs = 1)
    {
        Golden golden = Golden.Load("losses/" + name);
        Tensor predictions = Read(golden, "predictions");
        Tensor labels = golden.Shape("labels").Length == golden.Shape("predictions").Length ? Read(golden, "labels") : Tensor.From(golden.Int64("labels"),
            Shape.Create(golden.Shape("labels")));
        Check(make(Reduction.Mean), golden.Float64("value.mean"), golden.Float64("gradient.mean"), null);
        Check(make(Reduction.Sum), [golden.Float64("value.sum")[0] / outputs], Scaled(golden.Float64("gradient.sum"), 1.0 / outputs), null);
        if (outputs == 1) Check(make(Reduction.None), golden.Float64("value.none"), golden.Float64("gradient.none"), Read(golden, "upstream.none"));
        else Check(make(Reduction.None), golden.Float64("value.per_sample"), Scaled(golden.Float64("gradient.sum"), 1.0 / outputs), null);

        void Check(Loss loss, double[] value, double[] gradient, Tensor? upstream)
        {
            using var tape = GradientTape.Begin();
            Tensor result = loss.Call(predictions, labels);
            Close(value, result.ToArray<double>());
            Close(gradient, tape.VectorJacobianProduct(result, upstream, predictions)[predictions].ToArray<double>());
        }
    }

    public static Tensor Read(Golden golden, string name) => Tensor.From(golden.Float64(name), Shape.Create(golden.Shape(name)));

    private static double[] Scaled(double[] values, double factor) => [.. values.Select(value => value * factor)];

    private static void Close(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], Tolerance * Math.Max(1, Math.Abs(expected[i])));
    }
}
