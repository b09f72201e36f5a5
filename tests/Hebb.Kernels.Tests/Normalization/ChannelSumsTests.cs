using System.Numerics;

namespace Hebb.Kernels.Tests;

[Collection(nameof(WorkerPool))]
public class ChannelSumsTests
{
    [Theory]
    [InlineData(1, 1), InlineData(1, 20), InlineData(2, 3), InlineData(5, 16), InlineData(64, 10), InlineData(65, 64), InlineData(1000, 6)]
    [InlineData(20_000, 16), InlineData(20_001, 16), InlineData(20_003, 6), InlineData(5000, 32), InlineData(5001, 33), InlineData(4099, 64)]
    [InlineData(300, 100), InlineData(129, 700), InlineData(3, 9000), InlineData(70_000, 1), InlineData(0, 5), InlineData(5, 0)]
    public void Sums_agree_with_a_plain_loop_in_double(int rows, int channels)
    {
        Check<float>(rows, channels, 2e-5);
        Check<double>(rows, channels, 1e-12);
    }

    [Fact]
    public void Every_number_of_channels_from_1_to_257_is_served()
    {
        for (int channels = 1; channels <= 257; channels++) Check<float>(67, channels, 1e-5);
    }

    [Fact]
    public void A_NaN_spoils_its_own_column_only()
    {
        using Elements<float> g = Elements.Floats(500, 10), x = Elements.Floats(500, 10), mean = Elements.Floats(10), sums = new(10), products = new(10);
        g.Span[4217] = float.NaN;
        x.Span[2003] = float.NaN;
        ChannelSums.Run(g.View, x.View, mean.View, sums.View, products.View, 500, 10);
        for (int c = 0; c < 10; c++) Assert.Equal((c == 7, c is 7 or 3), (float.IsNaN(sums[c]), float.IsNaN(products[c])));
    }

    [Theory, InlineData(100_000, 16), InlineData(50_001, 6), InlineData(30_000, 32), InlineData(8192, 64), InlineData(1000, 300)]
    public void The_bits_are_the_same_on_any_number_of_threads(int rows, int channels)
    {
        using Elements<float> g = Elements.Floats(rows, channels), x = Another(rows, channels), mean = Elements.Floats(channels), sums = new(channels),
            products = new(channels);
        Elements.SameOnAnyThreads(sums, () => ChannelSums.Run(g.View, x.View, mean.View, sums.View, products.View, rows, channels));
        Elements.SameOnAnyThreads(products, () => ChannelSums.Run(g.View, x.View, mean.View, sums.View, products.View, rows, channels));
    }

    private static Elements<float> Another(int rows, int channels) => new Elements<float>(rows, channels).With(i => (float)Elements.Noise(i, 1));

    private static void Check<T>(int rows, int channels, double tolerance) where T : unmanaged, INumber<T>
    {
        using Elements<T> g = new Elements<T>(rows, channels).With(i => T.CreateTruncating(Elements.Noise(i))),
            x = new Elements<T>(rows, channels).With(i => T.CreateTruncating(Elements.Noise(i, 1))),
            mean = new Elements<T>(channels).With(i => T.CreateTruncating(Elements.Noise(i, 2))), sums = new(channels), products = new(channels);
        ChannelSums.Run(g.View, x.View, mean.View, sums.View, products.View, rows, channels);
        for (int c = 0; c < channels; c++)
        {
            double sum = 0, product = 0;
            for (int r = 0; r < rows; r++)
            {
                double v = double.CreateTruncating(g[r * channels + c]);
                sum += v;
                product += v * (double.CreateTruncating(x[r * channels + c]) - double.CreateTruncating(mean[c]));
            }
            Elements.Near(sum, sums[c], tolerance, $"sum of [{rows}, {channels}]");
            Elements.Near(product, products[c], tolerance, $"product of [{rows}, {channels}]");
        }
    }
}
