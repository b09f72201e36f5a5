namespace Hebb.Data.Tests;

public sealed class NormalizationTests
{
    private static readonly float[,] s_table = { { 1, 10, 5 }, { 2, 20, 5 }, { 3, 60, 5 } };

    [Fact]
    public void Every_feature_gets_its_mean_and_deviation()
    {
        Normalization normalization = Normalization.Fit(Dataset.From(s_table, [0, 1, 2]));
        Assert.Equal([2, 30, 5], normalization.Mean.ToArray());
        Assert.Equal(Math.Sqrt(2.0 / 3), normalization.Deviation[0], 12);
        Assert.Equal(Math.Sqrt((400 + 100 + 900) / 3.0), normalization.Deviation[1], 12);
        Assert.Equal(0, normalization.Deviation[2]);
    }

    [Fact]
    public void What_was_fitted_has_mean_0_and_variance_1_and_a_constant_becomes_0()
    {
        Dataset data = Dataset.From(s_table, [0, 1, 2]);
        float[] y = Normalization.Fit(data).Apply(data).Batches().Single().Inputs.ToArray<float>();
        for (int feature = 0; feature < 2; feature++)
        {
            float[] column = [y[feature], y[3 + feature], y[6 + feature]];
            Assert.Equal(0, column.Average(), 1e-6f);
            Assert.Equal(1, column.Sum(v => v * v) / 3, 1e-6f);
        }
        Assert.Equal([0, 0, 0], [y[2], y[5], y[8]]);
    }

    [Fact]
    public void Held_out_data_are_shifted_by_the_figures_of_the_training_part()
    {
        Dataset data = Dataset.From(new float[,] { { 0 }, { 2 }, { 101 } }, [0, 0, 0]);
        Normalization normalization = Normalization.Fit(data.Subset(0, 1));
        Assert.Equal([100f], normalization.Apply(data.Subset(2)).Batches().Single().Inputs.ToArray<float>());
        Assert.Equal([100f], normalization.Apply(Tensor.From([101f], [1, 1])).ToArray<float>());
    }

    [Fact]
    public void Channels_of_images_are_features_and_images_stay_bytes()
    {
        Dataset data = Dataset.From(Tensor.From<byte>([0, 100, 2, 102, 4, 104, 6, 106], [2, 1, 2, 2]), [0, 1]);
        Normalization normalization = Normalization.Fit(data);
        Assert.Equal([3, 103], normalization.Mean.ToArray());
        Dataset normalized = normalization.Apply(data);
        Assert.Equal(-3 / Math.Sqrt(5), normalized.Batches().Single().Inputs.ToArray<float>()[0], 1e-6);
        Assert.Equal([0, 1], normalized.Batches().Single().Labels.ToArray<int>());
    }

    [Fact]
    public void Doubles_are_normalised_as_doubles()
    {
        Dataset data = Dataset.From(Tensor.From([0.0, 1.0, 2.0], [3, 1]), [0, 0, 0]);
        Assert.Equal([-Math.Sqrt(1.5), 0, Math.Sqrt(1.5)], Normalization.Fit(data).Apply(data).Batches().Single().Inputs.ToArray<double>(), new Near(1e-15));
    }

    [Fact]
    public void Far_from_zero_nothing_cancels()
    {
        Normalization normalization = Normalization.Fit(Dataset.From(Tensor.From([1e9 + 1, 1e9 + 2, 1e9 + 3], [3, 1]), [0, 0, 0]));
        Assert.Equal(Math.Sqrt(2.0 / 3), normalization.Deviation[0], 9);
    }

    [Fact]
    public void Mistakes_are_answered_in_four_parts()
    {
        Normalization normalization = new([1, 2], [1, 1]);
        Snapshot.Errors("normalization_errors",
        [
            ("other features", () => normalization.Apply(Dataset.From(s_table, [0, 1, 2]))),
            ("words", () => Normalization.Fit(Dataset.From(Tensor.From([1, 2, 3, 4], [2, 2]), [0, 1]))),
            ("whole numbers", () => normalization.Apply(Tensor.From([1, 2], [1, 2]))),
            ("lengths differ", () => new Normalization([1, 2], [1])),
            ("a negative deviation", () => new Normalization([1, 2], [1, -1])),
        ]);
    }

    private sealed class Near(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double value) => 0;
    }
}
