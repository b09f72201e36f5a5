namespace Hebb.Networks.Tests.Optimizers;

/// <summary>The numbers that the notes give (A101 to A103).</summary>
public class ExponentialMovingAverageTests
{
    [Fact]
    public void Weighting_by_powers_of_a_half()
    {
        var average = new ExponentialMovingAverage(0.5) { AddsWhole = true };
        Assert.Equal([0.25, 0.5, 1], average.Weights(3));
        foreach (double value in new double[] { 4, 6, 10 }) average.Add(value);
        Assert.Equal(0.25 * 4 + 0.5 * 6 + 10, average.Value);
    }

    [Theory]
    [InlineData(0.9, 10)]
    [InlineData(0.98, 50)]
    [InlineData(0.5, 2)]
    public void A_beta_counts_about_so_many_days(double beta, double days) => Assert.Equal(days, new ExponentialMovingAverage(beta).Window, 1e-12);

    [Fact]
    public void After_its_window_a_value_counts_about_one_over_e()
    {
        double[] weights = new ExponentialMovingAverage(0.9).Weights(11);
        Assert.Equal(0.3486784, weights[0] / weights[10], 5e-8);
        Assert.Equal(0.3678794, 1 / Math.E, 5e-8);
    }

    [Fact]
    public void The_correction_makes_the_first_values_means()
    {
        ExponentialMovingAverage plain = new(0.98), corrected = new(0.98) { CorrectsBias = true };
        Assert.Equal(0.0396, 1 - 0.98 * 0.98, 1e-15);
        double[] weights = plain.Weights(2), mean = corrected.Weights(2);
        Assert.Equal(0.0196, weights[0], 1e-15);
        Assert.Equal(0.02, weights[1], 1e-15);
        Assert.Equal(0.494949, mean[0], 5e-7);
        Assert.Equal(0.505051, mean[1], 5e-7);
        plain.Add(40);
        corrected.Add(40);
        Assert.Equal(0.8, plain.Value, 1e-12);
        Assert.Equal(40, corrected.Value, 1e-12);
        Assert.Equal(0.0196 * 40 + 0.02 * 49, plain.Add(49), 1e-12);
        Assert.Equal(mean[0] * 40 + mean[1] * 49, corrected.Add(49), 1e-12);
    }

    [Fact]
    public void Without_values_it_is_nothing()
    {
        var average = new ExponentialMovingAverage { CorrectsBias = true };
        Assert.Equal(0, average.Value);
        Assert.Empty(average.Weights(0));
    }

    [Fact]
    public void Misuse_is_refused_with_the_remedy() => Snapshot.Errors("average_errors",
    [
        ("all is kept", () => _ = new ExponentialMovingAverage(1)),
        ("fewer values than none", () => new ExponentialMovingAverage().Weights(-1)),
        ("no number", () => _ = new ExponentialMovingAverage(double.NaN)),
    ]);
}
