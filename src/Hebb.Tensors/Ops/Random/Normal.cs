using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Random numbers of the normal distribution. Philox4x32-10 (Salmon et al. 2011) through the quantile function (Wichura 1988): the same numbers on
    /// any machine and any number of threads.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="standardDeviation">The standard deviation.</param>
    /// <param name="seed">The same seed gives the same numbers: use different ones for tensors that shall differ.</param>
    /// <param name="type">Float32 or Float64.</param>
    /// <example><code>Tensor x = Tensor.Normal([4, 7], seed: 1);</code></example>
    public static Tensor Normal(Shape shape, double mean = 0, double standardDeviation = 1, long seed = 0, DType type = DType.Float32) =>
        Normal(nameof(Normal), Distribution.Normal, shape, mean, standardDeviation, seed, type);

    /// <summary>Random numbers of the normal distribution without its tails: none is more than two standard deviations from the mean. What initializers
    /// draw.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="standardDeviation">The standard deviation of the whole distribution; without the tails, that of the numbers is 0.88 of it.</param>
    /// <param name="seed">The same seed gives the same numbers: use different ones for tensors that shall differ.</param>
    /// <param name="type">Float32 or Float64.</param>
    /// <example><code>Tensor weights = Tensor.TruncatedNormal([784, 10], standardDeviation: 0.05, seed: 1);</code></example>
    public static Tensor TruncatedNormal(Shape shape, double mean = 0, double standardDeviation = 1, long seed = 0, DType type = DType.Float32) =>
        Normal(nameof(TruncatedNormal), Distribution.TruncatedNormal, shape, mean, standardDeviation, seed, type);

    /// <summary>Standard normal numbers in this tensor's shape and type: others for every value of the counter.</summary>
    /// <param name="key">Tells this use from others: the layer's path and call number, and the seed.</param>
    /// <param name="counter">The step, Int64 <c>[]</c>.</param>
    internal Tensor NormalLike(ulong key, Tensor counter) => Op.Apply(new RandomLikeOp(Distribution.Normal, key), this, counter);

    private static Tensor Normal(string name, Distribution distribution, Shape shape, double mean, double standardDeviation, long seed, DType type)
    {
        if (!(standardDeviation >= 0) || !double.IsFinite(standardDeviation) || !double.IsFinite(mean))
            throw new OptionException($"{name}: there is no normal distribution of these parameters.", $"mean {mean}   standard deviation {standardDeviation}",
                "give a finite mean, and a finite standard deviation of zero or more");
        Tensor standard = Op.Apply(new RandomOp(distribution, Philox.Key((ulong)seed, name), shape, type));
        if (standardDeviation != 1) standard *= standardDeviation;
        return mean == 0 ? standard : standard + mean;
    }
}
