using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class RandomTests
{
    [Fact]
    public void The_same_seed_gives_the_same_numbers_and_another_seed_others()
    {
        TensorAssert.SameBits(Tensor.Normal([4, 7], seed: 1), Tensor.Normal([4, 7], seed: 1));
        Assert.NotEqual(Tensor.Normal([100], seed: 1).ToArray<float>(), Tensor.Normal([100], seed: 2).ToArray<float>());
        Assert.NotEqual(Tensor.Uniform([100], seed: 1).ToArray<float>(), Tensor.Uniform([100], seed: -1).ToArray<float>());
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void Uniform_numbers_fill_their_range_evenly(DType type)
    {
        Tensor x = Tensor.Uniform([100_000], -1, 3, seed: 1, type);
        Assert.InRange(x.Min().ToScalar(), -1, -0.999);
        Assert.InRange(x.Max().ToScalar(), 2.999, 3);
        Assert.InRange(x.Mean().ToScalar(), 1 - 0.015, 1 + 0.015);   // four standard errors of 4 / sqrt(12 n)
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void Normal_numbers_have_their_mean_and_deviation(DType type)
    {
        double[] x = Numbers(Tensor.Normal([100_000], mean: 5, standardDeviation: 2, seed: 3, type));
        Assert.InRange(x.Average(), 5 - 0.026, 5 + 0.026);   // four standard errors
        Assert.InRange(x.Average(value => (value - 5) * (value - 5)), 4 - 0.072, 4 + 0.072);
        Assert.InRange(x.Count(value => Math.Abs(value - 5) < 2) / 1e5, 0.6827 - 0.006, 0.6827 + 0.006);
    }

    [Fact]
    public void Truncated_numbers_stay_within_two_deviations()
    {
        double[] x = Numbers(Tensor.TruncatedNormal([100_000], standardDeviation: 0.5, seed: 3));
        Assert.All(x, value => Assert.InRange(value, -1, 1));
        Assert.InRange(Math.Sqrt(x.Average(value => value * value)), 0.4398 - 0.004, 0.4398 + 0.004);   // 0.8796 of the whole distribution's
    }

    [Fact]
    public void Whole_numbers_reach_both_ends()
    {
        int[] x = Tensor.Integers([10_000], -2, 3, seed: 1).ToArray<int>();
        for (int value = -2; value < 3; value++) Assert.InRange(x.Count(other => other == value), 1840, 2160);   // four standard errors around 2000
        Assert.Equal(10_000, x.Count(value => value is >= -2 and < 3));
        Assert.Equal([7L], Tensor.Integers([1], 7, 8, type: DType.Int64).ToArray<long>());
    }

    [Fact]
    public void Numbers_like_a_tensor_follow_the_counter()
    {
        Tensor x = Tensor.Zeros([3, 5], DType.Float64), first = Tensor.Scalar(1, DType.Int64), second = Tensor.Scalar(2, DType.Int64);
        Assert.Equal(x.Spec, x.NormalLike(7, first).Spec);
        TensorAssert.SameBits(x.NormalLike(7, first), x.NormalLike(7, first));
        Assert.NotEqual(x.UniformLike(7, first).ToArray<double>(), x.UniformLike(7, second).ToArray<double>());
        Assert.NotEqual(x.UniformLike(7, first).ToArray<double>(), x.UniformLike(8, first).ToArray<double>());
        Assert.Equal("Float32 [batch, 5]", Graph.Input([5], DType.Float32).NormalLike(7, first).ToString());
    }

    [Fact]
    public void Errors_show_the_arguments()
    {
        Snapshot.Throws<OptionException>("Random/uniform_backwards", () => Tensor.Uniform([2], 1, 0));
        Snapshot.Throws<OptionException>("Random/normal_negative", () => Tensor.Normal([2], 0, -1));
        Snapshot.Throws<OptionException>("Random/integers_empty", () => Tensor.Integers([2], 5, 5));
        Snapshot.Throws<OptionException>("Random/integers_too_wide", () => Tensor.Integers([2], 0, 1L << 40));
        Snapshot.Throws<DTypeException>("Random/integers_float", () => Tensor.Integers([2], 0, 5, type: DType.Float32));
        Snapshot.Throws<DTypeException>("Random/normal_integer", () => Tensor.Normal([2], type: DType.Int32));
    }

    private static double[] Numbers(Tensor x) => x.DType == DType.Float64 ? x.ToArray<double>() : Array.ConvertAll(x.ToArray<float>(), value => (double)value);
}
