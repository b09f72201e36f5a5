using System.Numerics;

namespace Hebb.Kernels.Tests;

[Collection(nameof(WorkerPool))]
public class PhiloxTests
{
    [Theory]   // kat_vectors of Random123, philox4x32 10
    [InlineData(0ul, 0ul, 0ul, 0x6627E8D5u, 0xE169C58Du, 0xBC57AC4Cu, 0x9B00DBD8u)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x408F276Du, 0x41C83B0Eu, 0xA20BC7C6u, 0x6D5451FDu)]
    [InlineData(0x299F31D0A4093822ul, 0x85A308D3243F6A88ul, 0x0370734413198A2Eul, 0xD16CFE09u, 0x94FDCCEBu, 0x5001E420u, 0x24126EA1u)]
    public void A_block_is_what_Random123_publishes(ulong key, ulong block, ulong counter, uint a, uint b, uint c, uint d) =>
        Assert.Equal(new Philox.Words(a, b, c, d), Philox.Block(key, block, counter));

    [Fact]
    public void Every_element_reads_its_documented_block_and_word()
    {
        const ulong key = 0x0123456789ABCDEF, counter = 0xFEDCBA9876543210;
        for (int length = 0; length <= 257; length++)
        {
            using Elements<float> y = new(length);
            using Elements<double> z = new(length);
            Philox.Uniform(y.View, key, counter);
            Philox.Uniform(z.View, key, counter);
            for (int i = 0; i < length; i++)
            {
                Philox.Words w = Philox.Block(key, (ulong)(16 * (i / 64) + i % 16), counter);
                Assert.Equal((new[] { w.A, w.B, w.C, w.D }[i / 16 % 4] >> 8) / 16777216f, y[i]);
                w = Philox.Block(key, (ulong)(16 * (i / 32) + i % 16), counter);
                ulong bits = i / 16 % 2 == 0 ? w.A | (ulong)w.B << 32 : w.C | (ulong)w.D << 32;
                Assert.Equal((bits >> 11) / 9007199254740992.0, z[i]);
            }
        }
    }

    [Fact]
    public void The_block_number_carries_into_its_high_word()
    {
        uint[] words = new uint[64];
        unsafe
        {
            fixed (uint* p = words) PhiloxBits.Narrow(7, 9, 0x10000000, 1, p);
        }
        Assert.Equal(Philox.Block(7, 0x100000003, 9).B, words[16 + 3]);
    }

    [Fact]
    public void Uniform_numbers_fill_the_interval_evenly()
    {
        using Elements<float> y = new(1_000_000);
        Philox.Uniform(y.View, Philox.Key(1, "uniform"), 0);
        (double mean, double variance) = Moments(y);
        Assert.InRange(mean, 0.499, 0.501);
        Assert.InRange(variance, 1 / 12.0 - 3e-4, 1 / 12.0 + 3e-4);
        int[] cells = new int[100];
        foreach (float u in y.Span)
        {
            Assert.InRange(u, 0, 0.99999994f);
            cells[(int)(u * 100)]++;
        }
        double square = cells.Sum(n => (n - 1e4) * (n - 1e4) / 1e4);
        Assert.InRange(square, 50, 160);   // chi-square with 99 degrees of freedom
    }

    [Fact]
    public void Normal_numbers_have_the_moments_and_the_tails_of_the_normal_distribution()
    {
        Normals<float>();
        Normals<double>();
    }

    [Fact]
    public void A_normal_number_is_the_quantile_of_its_bits()
    {
        // P(Z < z) = p: tabulated quantiles, at the top bits that give these p.
        foreach ((double p, double z) in (ReadOnlySpan<(double, double)>)[(0.25, -0.6744897501960817), (0.025, -1.959963984540054), (1e-3, -3.090232306167813),
            (1e-6, -4.753424308822899), (0.49, -0.02506890825871106)])
        {
            ulong bits = (ulong)(p * 18446744073709551616.0);   // the tail's probability in the bits below the sign
            Elements.Near(Math.Abs(z), NormalQuantile.FromBits(bits), 1e-9);
            Assert.Equal(-NormalQuantile.FromBits(bits), NormalQuantile.FromBits(bits | 1ul << 63));
        }
        Assert.InRange(NormalQuantile.FromBits(0), 8, 8.5);
        using Elements<double> d = new(4096);
        using Elements<float> f = new(4096);
        Philox.Normal(d.View, 3, 4);
        Philox.Normal(f.View, 3, 4);
        for (int i = 0; i < 4096; i++) Assert.True(Math.Abs(f[i]) < 7 && Math.Abs(d[i]) < 9);
        PhiloxStream stream = new(11);
        Assert.Equal(NormalQuantile.FromBits(new PhiloxStream(11).NextUInt64()), stream.NextNormal());
    }

    [Fact]
    public void Single_precision_agrees_with_double_precision_quantiles()
    {
        for (int i = 0; i < 20_000; i++)
        {
            uint bits = (uint)(Elements.Noise(i) * 2147483647.0 * (i % 2 == 0 ? 1 : Math.Exp(-i / 1000.0)));
            double wide = NormalQuantile.FromBits((ulong)bits << 32 | 0x80000000);
            float narrow = Single(bits);
            Elements.Near(wide, narrow, 2e-6, $"bits {bits:X8}");
        }
    }

    [Fact]
    public void Truncated_normal_numbers_stay_within_two()
    {
        using Elements<float> y = new(200_000);
        using Elements<double> z = new(200_000);
        Philox.TruncatedNormal(y.View, 5, 6);
        Philox.TruncatedNormal(z.View, 5, 6);
        foreach (float v in y.Span) Assert.True(Math.Abs(v) < 2);
        foreach (double v in z.Span) Assert.True(Math.Abs(v) < 2);
        (double mean, double variance) = Moments(y);
        Assert.InRange(mean, -0.01, 0.01);
        Assert.InRange(Math.Sqrt(variance), 0.8796 - 0.004, 0.8796 + 0.004);   // Keras's .87962566103423978
        (mean, variance) = Moments(z);
        Assert.InRange(mean, -0.01, 0.01);
        Assert.InRange(Math.Sqrt(variance), 0.8796 - 0.004, 0.8796 + 0.004);
    }

    [Fact]
    public void Integers_cover_their_range_evenly_and_nothing_else()
    {
        using Elements<int> y = new(100_000);
        using Elements<long> z = new(1000);
        Philox.Integers(y.View, 1, 2, -3, 4);
        int[] counts = new int[7];
        foreach (int v in y.Span) counts[v + 3]++;
        Assert.All(counts, n => Assert.InRange(n, 13_700, 14_900));
        Philox.Integers(z.View, 1, 2, long.MinValue, long.MaxValue);
        Assert.Equal(1000, z.Span.ToArray().Distinct().Count());
        Assert.InRange(z.Span.ToArray().Count(v => v < 0), 400, 600);
    }

    [Fact]
    public void Bernoulli_numbers_come_in_every_type_and_agree()
    {
        using Elements<float> f = new(10_000);
        using Elements<bool> b = new(10_000);
        Philox.Bernoulli(f.View, 0.3, 8, 9);
        Philox.Bernoulli(b.View, 0.3, 8, 9);
        for (int i = 0; i < 10_000; i++) Assert.Equal(b[i] ? 1f : 0f, f[i]);
        Assert.InRange(f.Span.ToArray().Sum(), 2800, 3200);
    }

    [Fact]
    public void Dropout_keeps_what_its_documented_bits_say_at_every_length_and_in_both_types()
    {
        for (int length = 0; length <= 257; length++)
        {
            using Elements<float> x = Elements.Floats(length), y = new(length);
            using Elements<double> z = Elements.Doubles(length), w = new(length);
            Philox.Dropout(x.View, y.View, 0.4, 77, 3);
            Philox.Dropout(z.View, w.View, 0.4, 77, 3);
            for (int i = 0; i < length; i++)
            {
                Philox.Words words = Philox.Block(77, (ulong)(16 * (i / 128) + i % 16), 3);
                uint word = new[] { words.A, words.B, words.C, words.D }[i / 16 % 4];
                bool kept = (i / 64 % 2 == 0 ? word & 0xFFFF : word >> 16) >= 26214;   // 0.4 * 65536
                Assert.Equal(kept ? x[i] * (float)(1 / 0.6) : x[i] * 0, y[i]);
                Assert.Equal(kept ? z[i] * (1 / 0.6) : z[i] * 0, w[i]);
            }
            Philox.Dropout(x.View, x.View, 0.4, 77, 3);
            Assert.Equal(y.Bits(), x.Bits());
        }
    }

    [Fact]
    public void Dropout_keeps_the_mean_and_lets_NaN_through()
    {
        using Elements<double> x = new Elements<double>(100_000).With(_ => 1), y = new(100_000);
        Philox.Dropout(x.View, y.View, 0.25, 1, 1);
        Assert.InRange(Moments(y).Mean, 0.99, 1.01);
        Philox.Dropout(x.View, y.View, 0, 1, 1);
        Assert.Equal(x.Bits(), y.Bits());
        Philox.Dropout(x.View, y.View, 1, 1, 1);
        Assert.Equal(-1, y.Span.IndexOfAnyExcept(0.0));
        x.Span.Fill(double.NaN);
        Philox.Dropout(x.View, y.View, 0.25, 1, 1);
        Assert.All(y.Span.ToArray(), v => Assert.True(double.IsNaN(v)));
    }

    [Fact]
    public void Other_keys_and_other_counters_give_other_numbers()
    {
        using Elements<float> a = new(1000), b = new(1000), c = new(1000);
        Philox.Uniform(a.View, 1, 0);
        Philox.Uniform(b.View, 1, 1);
        Philox.Uniform(c.View, 2, 0);
        int same = 0;
        for (int i = 0; i < 1000; i++) same += (a.Span.Contains(b[i]) ? 1 : 0) + (a.Span.Contains(c[i]) ? 1 : 0);
        Assert.True(same < 5);
    }

    [Fact]
    public void The_bits_are_the_same_on_any_number_of_threads()
    {
        using Elements<float> x = Elements.Floats(300_001), y = new(300_001);
        using Elements<long> z = new(100_000);
        Elements.SameOnAnyThreads(y, () => Philox.Uniform(y.View, 1, 2));
        Elements.SameOnAnyThreads(y, () => Philox.Normal(y.View, 1, 2));
        Elements.SameOnAnyThreads(y, () => Philox.Dropout(x.View, y.View, 0.5, 1, 2));
        Elements.SameOnAnyThreads(z, () => Philox.Integers(z.View, 1, 2, 0, 1000));
    }

    [Fact]
    public void A_key_depends_on_seed_and_path_and_never_changes()
    {
        ulong[] keys = [Philox.Key(0, ""), Philox.Key(1, ""), Philox.Key(0, "a"), Philox.Key(0, "b"), Philox.Key(0, "ab"), Philox.Key(0, "ba")];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(KeyOfPath, Philox.Key(1, "digits/dense_2"));
    }

    private const ulong KeyOfPath = 2679627057107102184;

    [Fact]
    public void A_permutation_holds_every_number_once_and_every_order_is_as_likely()
    {
        int[] large = new int[10_000];
        Philox.Permutation(large, 42);
        Assert.Equal(Enumerable.Range(0, 10_000), large.Order());
        Assert.NotEqual(Enumerable.Range(0, 10_000), large);
        Dictionary<string, int> orders = [];
        int[] y = new int[4];
        for (ulong key = 0; key < 24_000; key++)
        {
            Philox.Permutation(y, Philox.Key(key, "order"));
            string order = string.Concat(y);
            orders[order] = orders.GetValueOrDefault(order) + 1;
        }
        Assert.Equal(24, orders.Count);
        Assert.All(orders.Values, n => Assert.InRange(n, 850, 1150));
        Philox.Permutation([], 1);
    }

    private static unsafe float Single(uint bits)
    {
        float* lanes = stackalloc float[32];
        new Span<float>(lanes, 16).Fill(BitConverter.UInt32BitsToSingle(bits));
        NormalQuantile.Run(lanes, lanes + 16, 16, 1);
        return lanes[15];
    }

    private static void Normals<T>() where T : unmanaged, INumber<T>
    {
        using Elements<T> y = new(500_000);
        Philox.Normal(y.View, Philox.Key(2, "normal"), 1);
        (double mean, double variance) = Moments(y);
        Assert.InRange(mean, -0.005, 0.005);
        Assert.InRange(variance, 0.99, 1.01);
        int beyond = 0, far = 0;
        double fourth = 0;
        foreach (T v in y.Span)
        {
            double z = double.CreateTruncating(v);
            beyond += Math.Abs(z) > 1.959963984540054 ? 1 : 0;
            far += z > 3.090232306167813 ? 1 : 0;
            fourth += z * z * z * z;
        }
        Assert.InRange(beyond / 5e5, 0.049, 0.051);
        Assert.InRange(far / 5e5, 0.0008, 0.0012);
        Assert.InRange(fourth / 5e5, 2.9, 3.1);
    }

    private static (double Mean, double Variance) Moments<T>(Elements<T> y) where T : unmanaged, INumber<T>
    {
        double sum = 0, squares = 0;
        Span<T> span = y.Span;
        foreach (T v in span) sum += double.CreateTruncating(v);
        double mean = sum / span.Length;
        foreach (T v in span) squares += (double.CreateTruncating(v) - mean) * (double.CreateTruncating(v) - mean);
        return (mean, squares / span.Length);
    }
}
