using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Random whole numbers from <paramref name="low"/> to <paramref name="high"/> - 1, all equally likely. The same numbers on any machine and any
    /// number of threads.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="low">The least number.</param>
    /// <param name="high">The number after the greatest one.</param>
    /// <param name="seed">The same seed gives the same numbers: use different ones for tensors that shall differ.</param>
    /// <param name="type">Int32 or Int64.</param>
    /// <exception cref="OptionException">The range is empty, or does not fit the type.</exception>
    /// <example><code>Tensor labels = Tensor.Integers([32], 0, 10, seed: 1);</code></example>
    public static Tensor Integers(Shape shape, long low, long high, long seed = 0, DType type = DType.Int32)
    {
        if (type is not (DType.Int32 or DType.Int64))
            throw new DTypeException($"Integers: they are Int32 or Int64, not {type}.", $"type {type}", "use Int32 or Int64, and Cast to other types");
        if (low >= high)
            throw new OptionException($"Integers: there are no numbers from {low} to {high} - 1.", $"low {low}   high {high}",
                "make high, which is excluded, greater than low");
        if (type == DType.Int32 && (low < int.MinValue || high > 1L + int.MaxValue))
            throw new OptionException("Integers: the range does not fit Int32.", $"low {low}   high {high}", "ask for type: DType.Int64");
        return Op.Apply(new IntegersOp(Philox.Key((ulong)seed, nameof(Integers)), low, high, shape, type));
    }
}

internal sealed record IntegersOp(ulong Key, long Low, long High, Shape Shape, DType DType) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(Shape, DType);

    protected internal override void Forward(in ForwardContext c) => Philox.Integers(c.Output, Key, 0, Low, High);
}
