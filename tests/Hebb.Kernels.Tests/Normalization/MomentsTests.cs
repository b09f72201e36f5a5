using System.Numerics;

namespace Hebb.Kernels.Tests;

[Collection(nameof(WorkerPool))]
public class MomentsTests
{
    [Theory]
    [InlineData(1, 1), InlineData(1, 20), InlineData(2, 3), InlineData(5, 16), InlineData(64, 10), InlineData(65, 64), InlineData(1000, 6),
        InlineData(20_000, 16), InlineData(20_001, 6)]
    [InlineData(5000, 32), InlineData(300, 100), InlineData(129, 700), InlineData(3, 9000), InlineData(70_000, 1)]
    public void Moments_agree_with_two_passes_in_double(int rows, int channels)
    {
        Check<float>(rows, channels, 0, 2e-6);
        Check<float>(rows, channels, 1000, 1e-4);   // a large mean: the rounding of the inputs' own deviations is all that may be lost
        Check<double>(rows, channels, 0, 1e-13);
    }

    [Fact]
    public void Every_number_of_channels_from_1_to_257_is_served()
    {
        for (int channels = 1; channels <= 257; channels++) Check<float>(67, channels, 0, 2e-6);
    }

    [Fact]
    public void A_NaN_spoils_its_own_column_only()
    {
        using Elements<float> x = Elements.Floats(500, 10), mean = new(10), variance = new(10);
        x.Span[4217] = float.NaN;
        Moments.Run(x.View, mean.View, variance.View, 500, 10);
        for (int c = 0; c < 10; c++) Assert.Equal((c == 7, c == 7), (float.IsNaN(mean[c]), float.IsNaN(variance[c])));
    }

    [Theory, InlineData(100_000, 16), InlineData(50_001, 6), InlineData(1000, 300)]
    public void The_bits_are_the_same_on_any_number_of_threads(int rows, int channels)
    {
        using Elements<float> x = Elements.Floats(rows, channels), mean = new(channels), variance = new(channels);
        Elements.SameOnAnyThreads(mean, () => Moments.Run(x.View, mean.View, variance.View, rows, channels));
        Elements.SameOnAnyThreads(variance, () => Moments.Run(x.View, mean.View, variance.View, rows, channels));
    }

    private static void Check<T>(int rows, int channels, double offset, double tolerance) where T : unmanaged, INumber<T>
    {
        using Elements<T> x = new Elements<T>(rows, channels).With(i => T.CreateTruncating(Elements.Noise(i) + offset)), mean = new(channels),
            variance = new(channels);
        Moments.Run(x.View, mean.View, variance.View, rows, channels);
        Span<T> elements = x.Span;
        for (int c = 0; c < channels; c++)
        {
            double sum = 0, squares = 0;
            for (int r = 0; r < rows; r++) sum += double.CreateTruncating(elements[r * channels + c]);
            double m = sum / rows;
            for (int r = 0; r < rows; r++) squares += Math.Pow(double.CreateTruncating(elements[r * channels + c]) - m, 2);
            Elements.Near(m, mean[c], tolerance, $"mean of [{rows}, {channels}]");
            Elements.Near(squares / rows, variance[c], tolerance, $"variance of [{rows}, {channels}]");
        }
    }
}
