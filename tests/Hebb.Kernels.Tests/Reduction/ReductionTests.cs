using System.Numerics;

namespace Hebb.Kernels.Tests;

[Collection(nameof(WorkerPool))]
public class ReductionTests
{
    private delegate void Kernel(in View x, in View y, long outer, long length, long inner);

    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 3, 5, 1 }, { 100, 10, 1 }, { 1, 4095, 1 }, { 1, 4097, 1 }, { 2, 70_001, 1 }, { 1, 300_000, 1 }, { 70, 4099, 1 },
        { 1, 128, 512 }, { 1, 128, 10 }, { 1, 3, 2 }, { 1, 6000, 16 }, { 1, 40_000, 6 }, { 4, 49, 128 }, { 3, 7, 5 }, { 2, 300, 33 }, { 1, 20, 100 },
        { 1, 9, 17 }, { 1, 70, 3000 }, { 5, 1, 3 }, { 1, 2, 31 },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void A_sum_is_the_sum(int outer, int length, int inner)
    {
        Sums<float>(outer, length, inner, 1e-5);
        Sums<double>(outer, length, inner, 1e-13);
        Sums<int>(outer, length, inner, 0);
        Sums<long>(outer, length, inner, 0);
    }

    [Theory, MemberData(nameof(Shapes))]
    public void A_maximum_and_a_minimum_are_elements(int outer, int length, int inner)
    {
        Extremes<float>(outer, length, inner);
        Extremes<double>(outer, length, inner);
        Extremes<int>(outer, length, inner);
        Extremes<long>(outer, length, inner);
        Extremes<byte>(outer, length, inner);
    }

    [Fact]
    public void Every_length_from_0_to_257_sums_as_rows_and_as_columns()
    {
        for (int length = 0; length <= 257; length++)
        {
            Sums<float>(2, length, 1, 1e-5);
            Sums<float>(1, length, 3, 1e-5);
            Sums<double>(1, 3, length, 1e-13);
            Sums<float>(1, 3, length, 1e-5);
            if (length > 0) Extremes<float>(2, length, 1);
            if (length > 0) Extremes<byte>(1, 3, length);
        }
    }

    [Theory, InlineData(1), InlineData(5)]
    public void NaN_propagates_wherever_it_stands(int inner)
    {
        foreach (int length in (ReadOnlySpan<int>)[1, 15, 16, 17, 64, 100, 5000])
            foreach (int at in (ReadOnlySpan<int>)[0, length / 2, length - 1])
            {
                using Elements<float> x = Elements.Floats(length, inner), y = new(inner);
                x.Span[at * inner] = float.NaN;
                foreach (Kernel kernel in (ReadOnlySpan<Kernel>)[Reduction.Sum, Reduction.Max, Reduction.Min])
                {
                    kernel(x.View, y.View, 1, length, inner);
                    Assert.True(float.IsNaN(y[0]));
                    for (int i = 1; i < inner; i++) Assert.False(float.IsNaN(y[i]));
                }
            }
    }

    [Fact]
    public void Infinities_and_the_sign_of_zero_survive()
    {
        using Elements<float> x = new Elements<float>(3).With(i => i == 1 ? 0f : -0f), y = new(1);
        Reduction.Max(x.View, y.View, 1, 3, 1);
        Assert.Equal(0, BitConverter.SingleToInt32Bits(y[0]));
        Reduction.Min(x.View, y.View, 1, 3, 1);
        Assert.Equal(int.MinValue, BitConverter.SingleToInt32Bits(y[0]));
        x.Span.Fill(float.NegativeInfinity);
        Reduction.Max(x.View, y.View, 1, 3, 1);
        Assert.Equal(float.NegativeInfinity, y[0]);
        x.Span[1] = float.PositiveInfinity;
        Reduction.Sum(x.View, y.View, 1, 3, 1);
        Assert.True(float.IsNaN(y[0]));
    }

    [Theory, InlineData(1, 1_000_003, 1), InlineData(3, 50_000, 1), InlineData(1, 100_000, 16), InlineData(1, 100_000, 6), InlineData(1, 128, 4096),
        InlineData(100, 49, 64)]
    public void A_sum_has_the_same_bits_on_any_number_of_threads(int outer, int length, int inner)
    {
        using Elements<float> x = Elements.Floats(outer, length, inner), y = new(outer, inner);
        Elements.SameOnAnyThreads(y, () => Reduction.Sum(x.View, y.View, outer, length, inner));
    }

    [Fact]
    public void The_order_of_a_row_sum_is_64_lanes_and_a_tree()
    {
        using Elements<float> x = Elements.Floats(1000), y = new(1);
        Reduction.Sum(x.View, y.View, 1, 1000, 1);
        float[] lanes = new float[64];
        for (int i = 0; i < 1000; i++) lanes[i % 64] += x[i];
        for (int half = 32; half > 0; half /= 2)
            for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
        Assert.Equal(BitConverter.SingleToInt32Bits(lanes[0]), BitConverter.SingleToInt32Bits(y[0]));
    }

    [Fact]
    public void A_long_sum_of_equal_numbers_does_not_stall()
    {
        using Elements<float> x = new Elements<float>(1 << 22).With(_ => 0.1f), y = new(1), z = new(2);
        Reduction.Sum(x.View, y.View, 1, 1 << 22, 1);
        Elements.Near((1 << 22) * (double)0.1f, y[0], 4e-6);
        Reduction.Sum(x.View, z.View, 1, 1 << 21, 2);
        Elements.Near((1 << 21) * (double)0.1f, z[1], 4e-6);
    }

    [Fact]
    public void Any_and_All_read_truth_values()
    {
        using Elements<bool> x = new Elements<bool>(4, 70).With(i => i / 70 == 3 || (i / 70 == 2 && i % 70 == 69)), y = new(4);
        Reduction.Any(x.View, y.View, 4, 70, 1);
        Assert.Equal([false, false, true, true], y.Span.ToArray());
        Reduction.All(x.View, y.View, 4, 70, 1);
        Assert.Equal([false, false, false, true], y.Span.ToArray());
        using Elements<bool> none = new(4, 0);
        Reduction.All(none.View, y.View, 4, 0, 1);
        Assert.Equal([true, true, true, true], y.Span.ToArray());
        Reduction.Any(none.View, y.View, 4, 0, 1);
        Assert.Equal([false, false, false, false], y.Span.ToArray());
    }

    [Fact]
    public void The_first_greatest_wins_and_the_first_NaN_beats_all()
    {
        using Elements<float> x = new Elements<float>(2, 4).With(i =>
            i switch { 0 => 1, 1 => 3, 2 => 3, 3 => 2, 4 => 5, 5 => float.NaN, 6 => 9, _ => float.NaN });
        using Elements<long> wide = new(2);
        using Elements<int> narrow = new(4);
        Reduction.ArgMax(x.View, wide.View, 2, 4, 1);
        Assert.Equal([1L, 1], wide.Span.ToArray());
        Reduction.ArgMin(x.View, wide.View, 2, 4, 1);
        Assert.Equal([0L, 1], wide.Span.ToArray());
        Reduction.ArgMax(x.View, narrow.View, 1, 2, 4);
        Assert.Equal([1, 1, 1, 1], narrow.Span.ToArray());
        Reduction.ArgMin(x.View, narrow.View, 1, 2, 4);
        Assert.Equal([0, 1, 0, 1], narrow.Span.ToArray());
    }

    [Theory, InlineData(2, 5, 3), InlineData(1, 100, 1), InlineData(3, 1, 4), InlineData(2, 0, 3)]
    public void A_cumulative_sum_adds_one_after_the_other(int outer, int length, int inner)
    {
        using Elements<double> x = Elements.Doubles(outer, length, inner), y = new(outer, length, inner);
        Reduction.CumulativeSum(x.View, y.View, outer, length, inner);
        for (int o = 0; o < outer; o++)
            for (int i = 0; i < inner; i++)
            {
                double sum = 0;
                for (int l = 0; l < length; l++) Assert.Equal(sum += x[(o * length + l) * inner + i], y[(o * length + l) * inner + i]);
            }
    }

    [Theory, InlineData(1, 1, 1), InlineData(3, 10, 3), InlineData(5, 100, 100), InlineData(2, 1000, 17)]
    public void TopK_is_the_head_of_a_stable_sort(int rows, int length, int k)
    {
        using Elements<float> x = new Elements<float>(rows, length).With(i => i % 37 == 5 ? float.NaN : MathF.Round((float)Elements.Noise(i) * 20)),
            values = new(rows, k);
        using Elements<int> indices = new(rows, k);
        Reduction.TopK(x.View, values.View, indices.View, rows, length, k);
        for (int r = 0; r < rows; r++)
        {
            int[] expected = [.. Enumerable.Range(0, length).OrderByDescending(i =>
                float.IsNaN(x[r * length + i]) ? float.PositiveInfinity : x[r * length + i]).Take(k)];
            Assert.Equal(expected, indices.Span.Slice(r * k, k).ToArray());
            for (int i = 0; i < k; i++) Assert.Equal(x[r * length + expected[i]], values[r * k + i]);
        }
    }

    private static void Sums<T>(int outer, int length, int inner, double tolerance) where T : unmanaged, INumber<T>
    {
        using Elements<T> x = new Elements<T>(outer, length, inner).With(i => T.CreateTruncating(Elements.Noise(i) * (tolerance == 0 ? 1000 : 1))),
            y = new(outer, inner);
        Reduction.Sum(x.View, y.View, outer, length, inner);
        Span<T> elements = x.Span, sums = y.Span;
        for (int o = 0; o < outer; o++)
            for (int i = 0; i < inner; i++)
            {
                double sum = 0, size = 1;
                for (int l = 0; l < length; l++)
                {
                    double value = double.CreateTruncating(elements[(o * length + l) * inner + i]);
                    sum += value;
                    size += Math.Abs(value);
                }
                Assert.True(Math.Abs(sum - double.CreateTruncating(sums[o * inner + i])) <= tolerance * Math.Sqrt(size),
                    $"[{outer}, {length}, {inner}] at {o}, {i}: {sum} {sums[o * inner + i]}");
            }
    }

    private static void Extremes<T>(int outer, int length, int inner) where T : unmanaged, INumber<T>
    {
        using Elements<T> x = new Elements<T>(outer, length, inner).With(i => T.CreateSaturating(Elements.Noise(i) * 100 + 30)), most = new(outer, inner),
            least = new(outer, inner);
        Reduction.Max(x.View, most.View, outer, length, inner);
        Reduction.Min(x.View, least.View, outer, length, inner);
        Span<T> elements = x.Span, maxima = most.Span, minima = least.Span;
        for (int o = 0; o < outer; o++)
            for (int i = 0; i < inner; i++)
            {
                T max = elements[o * length * inner + i], min = max;
                for (int l = 1; l < length; l++)
                {
                    T value = elements[(o * length + l) * inner + i];
                    (max, min) = (T.Max(max, value), T.Min(min, value));
                }
                Assert.True(max == maxima[o * inner + i] && min == minima[o * inner + i], $"[{outer}, {length}, {inner}] at {o}, {i}");
            }
    }
}
