using System.Numerics;

namespace Hebb.Kernels.Tests;

[Collection(nameof(WorkerPool))]
public sealed class PixelSumsTests
{
    [Theory]
    [InlineData(1, 1, 1), InlineData(3, 5, 2), InlineData(2, 7, 17), InlineData(4, 576, 6), InlineData(1, 2, 64), InlineData(2, 9, 65), InlineData(5, 3, 130)]
    [InlineData(8, 100, 96), InlineData(2, 1, 3), InlineData(3, 4, 15), InlineData(0, 4, 3), InlineData(3, 0, 4), InlineData(3, 4, 0), InlineData(70, 33, 16)]
    public void Sums_agree_with_a_plain_loop_in_double(int images, int pixels, int channels)
    {
        Check<float>(images, pixels, channels, 1e-5);
        Check<double>(images, pixels, channels, 1e-13);
    }

    [Fact]
    public void Every_number_of_channels_and_of_pixels_is_served()
    {
        for (int channels = 1; channels <= 140; channels++)
            for (int pixels = 1; pixels <= 9; pixels++) Check<float>(2, pixels, channels, 1e-5);
    }

    [Theory]
    [InlineData(1, 1, 1), InlineData(2, 576, 6), InlineData(3, 63, 16), InlineData(1, 37, 5)]
    public void Sixteen_images_as_one_of_sixteen_times_the_channels_have_the_same_bits(int groups, int pixels, int channels)
    {
        int size = pixels * channels;
        using Elements<float> last = Elements.Floats(groups * 16, size), sums = new(groups * 16, channels), sumsInLanes = new(groups, channels * 16);
        using Elements<float> lanes = new Elements<float>(groups, size * 16)
            .With(i => last[(int)((((i / (size * 16)) * 16) + (i % 16)) * size + (i / 16 % size))]);
        PixelSums.Run(last.View, sums.View, groups * 16, pixels, channels);
        PixelSums.Run(lanes.View, sumsInLanes.View, groups, pixels, channels * 16);
        for (int n = 0; n < groups * 16; n++)
            for (int c = 0; c < channels; c++) Assert.Equal(sums[n * channels + c], sumsInLanes[(n / 16 * channels + c) * 16 + n % 16]);
    }

    [Theory, InlineData(128, 576, 6), InlineData(8, 576, 96), InlineData(3, 5000, 300)]
    public void The_bits_are_the_same_on_any_number_of_threads(int images, int pixels, int channels)
    {
        using Elements<float> x = Elements.Floats(images * pixels, channels), y = new(images, channels);
        Elements.SameOnAnyThreads(y, () => PixelSums.Run(x.View, y.View, images, pixels, channels));
    }

    private static void Check<T>(int images, int pixels, int channels, double tolerance) where T : unmanaged, INumber<T>
    {
        using Elements<T> x = new Elements<T>(images, pixels * channels).With(i => T.CreateTruncating(Elements.Noise(i))), y = new(images, channels);
        PixelSums.Run(x.View, y.View, images, pixels, channels);
        for (int n = 0; n < images; n++)
            for (int c = 0; c < channels; c++)
            {
                double sum = 0;
                for (int p = 0; p < pixels; p++) sum += double.CreateTruncating(x[(n * pixels + p) * channels + c]);
                Elements.Near(sum, y[n * channels + c], tolerance, $"[{images}, {pixels}, {channels}]");
            }
    }
}
