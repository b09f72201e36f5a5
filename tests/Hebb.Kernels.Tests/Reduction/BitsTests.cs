namespace Hebb.Kernels.Tests;

/// <summary>The bits of every kernel whose results depend on an order or on a polynomial, pinned: they are the same on every width of vector (run this with
/// AVX-512 or AVX2 switched off), machine and run.</summary>
public class BitsTests
{
    [Fact]
    public void Sums_have_their_pinned_bits()
    {
        using Elements<float> x = Elements.Floats(70_001), y = new(1), z = new(6), w = new(100);
        Reduction.Sum(x.View, y.View, 1, 70_001, 1);
        Reduction.Sum(x.View.As([11_666, 6]), z.View, 1, 11_666, 6);
        Reduction.Sum(x.View.As([700, 100]), w.View, 1, 700, 100);
        Pinned(0x5EA0CCD902C7CF81, y.Bits(), z.Bits(), w.Bits());
    }

    [Fact]
    public void Moments_have_their_pinned_bits()
    {
        using Elements<float> x = Elements.Floats(66_000), m = new(6), v = new(6), n = new(330), w = new(330);
        Moments.Run(x.View.As([11_000, 6]), m.View, v.View, 11_000, 6);
        Moments.Run(x.View.As([200, 330]), n.View, w.View, 200, 330);
        Pinned(0xA90FB3D59FCF0536, m.Bits(), v.Bits(), n.Bits(), w.Bits());
    }

    [Fact]
    public void Sums_of_channels_have_their_pinned_bits()
    {
        using Elements<float> g = Elements.Floats(66_000), m = Elements.Floats(330), s = new(6), p = new(6), t = new(330), q = new(330);
        using Elements<float> x = new Elements<float>(66_000).With(i => (float)Elements.Noise(i, 1));
        ChannelSums.Run(g.View.As([11_000, 6]), x.View.As([11_000, 6]), m.View, s.View, p.View, 11_000, 6);
        ChannelSums.Run(g.View.As([200, 330]), x.View.As([200, 330]), m.View, t.View, q.View, 200, 330);
        Pinned(0x7FE5D390F08AB355, s.Bits(), p.Bits(), t.Bits(), q.Bits());
    }

    [Fact]
    public void The_softmax_family_has_its_pinned_bits()
    {
        using Elements<float> x = Elements.Floats(50, 77), y = new(50, 77), log = new(50, 77), g = new(50, 77), loss = new(50);
        using Elements<double> d = Elements.Doubles(9, 13), e = new(9, 13);
        using Elements<int> labels = new Elements<int>(50).With(i => i);
        Softmax.Run(x.View, y.View, 50, 77);
        LogSoftmax.Run(x.View, log.View, 50, 77);
        SoftmaxCrossEntropy.Forward(x.View, labels.View, loss.View, 50, 77);
        SoftmaxCrossEntropy.Gradient(x.View, labels.View, loss.View, g.View, 50, 77);
        LogSoftmax.Run(d.View, e.View, 9, 13);
        Pinned(0x29E7898B6BE29A6E, y.Bits(), log.Bits(), loss.Bits(), g.Bits(), e.Bits());
    }

    [Fact]
    public void Random_numbers_have_their_pinned_bits()
    {
        using Elements<float> u = new(1001), n = new(1001), t = new(1001), d = Elements.Floats(1001);
        using Elements<double> m = new(1001), s = new(1001);
        Philox.Uniform(u.View, 1, 2);
        Philox.Normal(n.View, 1, 2);
        Philox.TruncatedNormal(t.View, 1, 2);
        Philox.Dropout(d.View, d.View, 0.3, 1, 2);
        Philox.Normal(m.View, 1, 2);
        Philox.TruncatedNormal(s.View, 1, 2);
        Pinned(0xAD4F42F8B5F39F1E, u.Bits(), n.Bits(), t.Bits(), d.Bits(), m.Bits(), s.Bits());
    }

    [Fact]
    public void Pooling_has_its_pinned_bits()
    {
        PoolingGeometry g = new(2, 13, 13, 6, 3, 3, 2, 2, 1, 1, 1, 1);
        using Elements<float> x = Elements.Floats(2, 13, 13, 6), y = new(2, 7, 7, 6), gx = new(2, 13, 13, 6), gm = new(2, 13, 13, 6), z = new(2, 7, 7, 6);
        AveragePooling.Forward(g, x.View, y.View);
        AveragePooling.Gradient(g, y.View, gx.View);
        MaxPooling.Forward(g, x.View, z.View);
        MaxPooling.Gradient(g, x.View, z.View, y.View, gm.View);
        Pinned(0x7C6565AE8D081AE5, y.Bits(), gx.Bits(), z.Bits(), gm.Bits());
    }

    private static void Pinned(ulong expected, params ReadOnlySpan<byte[]> results)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte[] bits in results)
            foreach (byte b in bits) hash = (hash ^ b) * 0x100000001B3;
        Assert.Equal($"{expected:X16}", $"{hash:X16}");
    }
}
