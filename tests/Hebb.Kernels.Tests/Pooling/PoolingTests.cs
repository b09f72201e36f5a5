using System.Numerics;

namespace Hebb.Kernels.Tests;

[Collection(nameof(WorkerPool))]
public class PoolingTests
{
    public static TheoryData<string> Geometries => ["plain 2x2", "one pair 2x2", "long 2x2", "odd 2x2", "overlapping 3x3", "same", "wide stride", "global", "tall window", "one pixel", "long rows",
        "disjoint with a border", "disjoint and padded"];

    [Theory, MemberData(nameof(Geometries))]
    public void Pooling_agrees_with_plain_loops_for_every_kind_of_channel_count(string name)
    {
        foreach (int channels in (ReadOnlySpan<int>)[1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 15, 16, 17, 32, 40]) Check<float>(Geometry(name) with { Channels = channels }, 2e-6);
        foreach (int channels in (ReadOnlySpan<int>)[1, 2, 3, 4, 5, 7, 8, 9, 20]) Check<double>(Geometry(name) with { Channels = channels }, 1e-14);
    }

    [Fact]
    public void The_first_of_equal_maxima_takes_the_whole_gradient()
    {
        PoolingGeometry g = new(1, 2, 2, 3, 2, 2, 2, 2);
        using Elements<float> x = new Elements<float>(2, 2, 3).With(i => i % 3 == 0 ? 0 : i == 4 ? 1 : i == 10 ? 1 : i % 3 == 1 ? -1 : -i), y = new(3),
            gy = new Elements<float>(3).With(i => i + 1), gx = new(2, 2, 3);
        MaxPooling.Forward(g, x.View, y.View);
        MaxPooling.Gradient(g, x.View, y.View, gy.View, gx.View);
        Assert.Equal([1f, 0, 3, 0, 2, 0, 0, 0, 0, 0, 0, 0], gx.Span.ToArray());
    }

    [Theory, InlineData(2), InlineData(6), InlineData(16)]
    public void A_NaN_wins_its_windows_and_takes_their_gradient(int channels)
    {
        PoolingGeometry g = new(1, 4, 4, channels, 2, 2, 2, 2);
        using Elements<float> x = new Elements<float>(4, 4, channels).With(i => i), y = new(2, 2, channels),
            gy = new Elements<float>(2, 2, channels).With(_ => 1), gx = new(4, 4, channels);
        x.Span[(1 * 4 + 2) * channels + 1] = float.NaN;   // row 1, column 2, channel 1
        MaxPooling.Forward(g, x.View, y.View);
        for (int i = 0; i < 4 * channels; i++) Assert.Equal(i == channels + 1, float.IsNaN(y[i]));
        MaxPooling.Gradient(g, x.View, y.View, gy.View, gx.View);
        Assert.Equal(1f, gx[(1 * 4 + 2) * channels + 1]);
        Assert.Equal(0f, gx[(1 * 4 + 3) * channels + 1]);
        Assert.Equal(4f * channels, gx.Span.ToArray().Sum());
    }

    [Theory, InlineData(6), InlineData(32)]
    public void The_bits_are_the_same_on_any_number_of_threads(int channels)
    {
        PoolingGeometry g = new(9, 31, 31, channels, 3, 3, 2, 2, 1, 1, 1, 1);
        using Elements<float> x = Elements.Floats(9, 31, 31, channels), y = new(9, g.OutHeight, g.OutWidth, channels), gx = new(9, 31, 31, channels);
        Elements.SameOnAnyThreads(y, () => MaxPooling.Forward(g, x.View, y.View));
        Elements.SameOnAnyThreads(gx, () => MaxPooling.Gradient(g, x.View, y.View, y.View, gx.View));
        Elements.SameOnAnyThreads(y, () => AveragePooling.Forward(g, x.View, y.View));
        Elements.SameOnAnyThreads(gx, () => AveragePooling.Gradient(g, y.View, gx.View));
    }

    private static PoolingGeometry Geometry(string name) => name switch
    {
        "plain 2x2" => new(3, 8, 6, 1, 2, 2, 2, 2),
        "one pair 2x2" => new(2, 4, 2, 1, 2, 2, 2, 2),
        "long 2x2" => new(2, 2, 70, 1, 2, 2, 2, 2),
        "odd 2x2" => new(3, 5, 37, 1, 2, 2, 2, 2),
        "overlapping 3x3" => new(2, 7, 9, 1, 3, 3, 2, 2),
        "same" => new(2, 7, 8, 1, 3, 3, 1, 1, 1, 1, 1, 1),
        "wide stride" => new(2, 9, 10, 1, 2, 2, 3, 4),
        "global" => new(3, 7, 7, 1, 7, 7, 7, 7),
        "tall window" => new(2, 9, 5, 1, 4, 2, 1, 2, 2, 0, 1, 1),
        "long rows" => new(1, 3, 1300, 1, 3, 5, 1, 2),
        "disjoint with a border" => new(2, 7, 9, 1, 2, 2, 2, 2),
        "disjoint and padded" => new(2, 6, 9, 1, 2, 3, 2, 3, 1, 2, 1, 1),
        _ => new(1, 1, 1, 1, 1, 1, 1, 1),
    };

    private static void Check<T>(PoolingGeometry g, double tolerance) where T : unmanaged, INumber<T>
    {
        // Few different values, so that ties are common.
        using Elements<T> x = new Elements<T>(g.Batch, g.Height, g.Width, g.Channels).With(i => T.CreateTruncating(Math.Round(Elements.Noise(i) * 6) / 4));
        using Elements<T> gy = new Elements<T>(g.Batch, g.OutHeight, g.OutWidth, g.Channels).With(i => T.CreateTruncating(Elements.Noise(i, 1)));
        using Elements<T> max = new(g.Batch, g.OutHeight, g.OutWidth, g.Channels), mean = new(g.Batch, g.OutHeight, g.OutWidth, g.Channels);
        using Elements<T> gmax = new(g.Batch, g.Height, g.Width, g.Channels), gmean = new(g.Batch, g.Height, g.Width, g.Channels);
        MaxPooling.Forward(g, x.View, max.View);
        AveragePooling.Forward(g, x.View, mean.View);
        MaxPooling.Gradient(g, x.View, max.View, gy.View, gmax.View);
        AveragePooling.Gradient(g, gy.View, gmean.View);
        double[] wantedMax = new double[x.Span.Length], wantedMean = new double[x.Span.Length];
        Span<T> input = x.Span, maxima = max.Span, means = mean.Span, gradients = gy.Span;
        int o = 0;
        for (int b = 0; b < g.Batch; b++)
            for (int i = 0; i < g.OutHeight; i++)
                for (int j = 0; j < g.OutWidth; j++)
                    for (int c = 0; c < g.Channels; c++, o++)
                    {
                        double best = double.NegativeInfinity, sum = 0;
                        int winner = -1, count = 0;
                        for (int pass = 0; pass < 2; pass++)
                            for (int r = i * g.StrideHeight - g.PadTop; r < i * g.StrideHeight - g.PadTop + g.PoolHeight; r++)
                                for (int s = j * g.StrideWidth - g.PadLeft; s < j * g.StrideWidth - g.PadLeft + g.PoolWidth; s++)
                                {
                                    if (r < 0 || s < 0 || r >= g.Height || s >= g.Width) continue;
                                    int at = ((b * g.Height + r) * g.Width + s) * g.Channels + c;
                                    if (pass == 1) wantedMean[at] += double.CreateTruncating(gradients[o]) / count;
                                    else
                                    {
                                        double value = double.CreateTruncating(input[at]);
                                        (sum, count) = (sum + value, count + 1);
                                        if (value > best) (best, winner) = (value, at);
                                    }
                                }
                        Assert.Equal(best, double.CreateTruncating(maxima[o]));
                        Elements.Near(sum / count, means[o], tolerance, "mean");
                        wantedMax[winner] += double.CreateTruncating(gradients[o]);
                    }
        Span<T> gotMax = gmax.Span, gotMean = gmean.Span;
        for (int e = 0; e < wantedMax.Length; e++)
        {
            Elements.Near(wantedMax[e], gotMax[e], tolerance, "gradient of the maximum");
            Elements.Near(wantedMean[e], gotMean[e], tolerance, "gradient of the mean");
        }
    }
}
