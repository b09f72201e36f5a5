using Hebb.Kernels;

namespace Hebb;

/// <summary>A product or convolution with the elementwise loop that follows it, done block by block while a block is in the cache: made by a plan, never
/// recorded.</summary>
/// <param name="Producer">What is computed; its inputs come first.</param>
/// <param name="ProducerInputs">How many those are.</param>
/// <param name="Follower">The loop's op; its inputs without the result come after.</param>
/// <param name="Loop">The loop.</param>
/// <param name="Value">Which of the loop's inputs the result is.</param>
/// <param name="Result">What becomes of the result itself.</param>
internal sealed record EpilogueOp(Op Producer, int ProducerInputs, Op Follower, ElementwiseProgram Loop, int Value, EpilogueResult Result) : Op
{
    public override string Name => $"{Producer.Name} > {Follower.Name}";

    // Blocks are read and written while others are still to be computed: only what the loop alone touches may be overwritten.
    public override int Reuses(int output)
    {
        if (Result != EpilogueResult.Discarded || Follower.Reuses(output) is not (>= 0 and var reused) || reused == Value) return -1;
        return ProducerInputs + (reused < Value ? reused : reused - 1);
    }

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) =>
        throw new InvalidOperationException("An epilogue is joined after shapes are known.");

    public override long Workspace(ReadOnlySpan<TensorSpec> inputs) => Producer.Workspace(inputs[..ProducerInputs]);

    public override long MultiplyAdds(ReadOnlySpan<TensorSpec> inputs) => Producer.MultiplyAdds(inputs[..ProducerInputs]);

    protected internal override void Forward(in ForwardContext c) => Producer.Forward(ForProducer(c, new View[1]));

    /// <summary>What the producer computes from and into, and the loop bound to the same memory.</summary>
    /// <param name="c">The memory of the whole.</param>
    /// <param name="result">Room for the producer's output.</param>
    public ForwardContext ForProducer(in ForwardContext c, View[] result)
    {
        Span<TensorSpec> specs = stackalloc TensorSpec[ProducerInputs];
        for (int i = 0; i < specs.Length; i++) specs[i] = new(c.Input(i).Shape, c.Input(i).DType);
        TensorSpec value = ResultSpec(specs);
        result[0] = Result == EpilogueResult.Discarded ? new(0, value.DType, value.Shape) : c.Output;
        View[] read = new View[Loop.Inputs.Length];
        for (int i = 0; i < read.Length; i++) read[i] = i == Value ? result[0] : c.Input(ProducerInputs + (i < Value ? i : i - 1));
        Epilogue epilogue = new(Loop, read, c.Outputs[(Result == EpilogueResult.Kept ? 1 : 0)..].ToArray(), Value, Result == EpilogueResult.Discarded);
        return new(c.Inputs[..ProducerInputs], result, c.Workspace, epilogue);
    }

    private TensorSpec ResultSpec(ReadOnlySpan<TensorSpec> inputs)
    {
        SpecList outputs = default;
        Producer.Infer(inputs, ref outputs);
        return outputs[0];
    }
}

/// <summary>What becomes of a result that an epilogue follows.</summary>
internal enum EpilogueResult
{
    /// <summary>The loop's one output takes its place.</summary>
    Replaced,

    /// <summary>It is an output too, the first.</summary>
    Kept,

    /// <summary>It is never in memory as a whole.</summary>
    Discarded,
}
