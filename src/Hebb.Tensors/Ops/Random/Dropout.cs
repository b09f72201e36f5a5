using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Sets each element to zero with probability <paramref name="rate"/>, and divides the others by 1 - rate, so that the mean stays (Srivastava et
    /// al. 2014).</summary>
    /// <param name="rate">From 0 to 1; rounded to a multiple of 2^-16.</param>
    /// <param name="key">Tells this use from others: the layer's path and call number, and the seed.</param>
    /// <param name="counter">The step, Int64 <c>[]</c>: an input, because it changes from step to step.</param>
    /// <remarks>Which elements go depends on key, counter and position alone; so no mask is kept, and the gradient is the same op on the incoming
    /// gradient.</remarks>
    internal Tensor Dropout(double rate, ulong key, Tensor counter) => Op.Apply(new DropoutOp(rate, key), this, counter);
}

internal sealed record DropoutOp(double Rate, ulong Key) : Op
{
    public override int Reuses(int output) => 0;

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        if (!(Rate >= 0 && Rate <= 1))
            throw new OptionException($"Dropout: the rate {Rate} is not a probability.", $"input {inputs[0]}   rate {Rate}",
                "use a rate from 0 (drop nothing) to 1 (drop everything)");
        CheckCounter(Name, inputs[0], inputs[1]);
        outputs.Add(inputs[0]);
    }

    // Only in place.
    internal override bool FollowsBlocks(EpilogueResult result) => result == EpilogueResult.Replaced;

    internal override Epilogue FollowBlocks(View[] inputs, View[] outputs, int value) =>
        new DropoutEpilogue(outputs[0], Rate, Key, inputs[1]);

    protected internal override void Forward(in ForwardContext c) => Philox.Dropout(c.Input(0), c.Output, Rate, Key, (ulong)c.Input(1).AsSpan<long>()[0]);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient.Dropout(Rate, Key, c.Input(1)));

    public static void CheckCounter(string name, TensorSpec input, TensorSpec counter)
    {
        if (!input.DType.IsFloat())
            throw new DTypeException($"{name}: it is not defined for {input.DType}.", $"input {input}", "convert the input first, with Cast(DType.Float32)");
        if (counter.DType != DType.Int64 || counter.Shape.Rank != 0)
            throw new ShapeException($"{name}: the counter is one Int64, not {counter}.", $"input {input}   counter {counter}",
                "pass the step number as Tensor.Scalar(step, DType.Int64), or an Int64 state");
    }
}
