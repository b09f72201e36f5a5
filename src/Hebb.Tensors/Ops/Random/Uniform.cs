using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Random numbers from <paramref name="low"/> to <paramref name="high"/>, all equally likely. Philox4x32-10 (Salmon et al. 2011): the same numbers
    /// on any machine and any number of threads.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="low">The least number.</param>
    /// <param name="high">The end of the range; it is not reached, but by rounding.</param>
    /// <param name="seed">The same seed gives the same numbers: use different ones for tensors that shall differ.</param>
    /// <param name="type">Float32 or Float64.</param>
    /// <example><code>Tensor x = Tensor.Uniform([4, 7], -1, 1, seed: 1);</code></example>
    public static Tensor Uniform(Shape shape, double low = 0, double high = 1, long seed = 0, DType type = DType.Float32)
    {
        if (!(low <= high) || !double.IsFinite(high - low))
            throw new OptionException($"Uniform: there is no range from {low} to {high}.", $"low {low}   high {high}",
                "give finite numbers, the lower one first");
        Tensor unit = Op.Apply(new RandomOp(Distribution.Uniform, Philox.Key((ulong)seed, nameof(Uniform)), shape, type));
        return low == 0 && high == 1 ? unit : unit * (high - low) + low;
    }

    /// <summary>Random numbers in [0, 1), in this tensor's shape and type: others for every value of the counter.</summary>
    /// <param name="key">Tells this use from others: the layer's path and call number, and the seed.</param>
    /// <param name="counter">The step, Int64 <c>[]</c>.</param>
    internal Tensor UniformLike(ulong key, Tensor counter) => Op.Apply(new RandomLikeOp(Distribution.Uniform, key), this, counter);
}
