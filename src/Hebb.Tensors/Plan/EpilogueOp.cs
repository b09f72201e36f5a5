using Hebb.Kernels;

namespace Hebb;

/// <summary>A product or convolution with what follows it, done block by block while a block is in the cache: made by a plan, never recorded.</summary>
/// <param name="Producer">What is computed; its inputs come first. It may have something that follows it already.</param>
/// <param name="ProducerInputs">How many those are.</param>
/// <param name="Follower">What follows; its inputs without the result come after.</param>
/// <param name="Value">Which of its inputs the result is.</param>
/// <param name="Spec">The result's shape and type.</param>
/// <param name="Result">What becomes of the result itself.</param>
/// <param name="ElementSteps">The primitive steps on elements of everything that follows.</param>
internal sealed record EpilogueOp(Op Producer, int ProducerInputs, Op Follower, int Value, TensorSpec Spec, EpilogueResult Result, long ElementSteps) : Op
{
    public override string Name => $"{Producer.Name} > {Follower.Name}";

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) =>
        throw new InvalidOperationException("An epilogue is joined after shapes are known.");

    public override long Workspace(ReadOnlySpan<TensorSpec> inputs) => Producer.Workspace(inputs[..ProducerInputs]);

    public override long MultiplyAdds(ReadOnlySpan<TensorSpec> inputs) => Producer.MultiplyAdds(inputs[..ProducerInputs]);

    internal override bool TakesEpilogue(ReadOnlySpan<TensorSpec> inputs) =>
        Result == EpilogueResult.Replaced && Producer.TakesEpilogue(inputs[..ProducerInputs]);

    protected internal override void Forward(in ForwardContext c) => Producer.Forward(ForProducer(c));

    /// <summary>What the producer computes from and into, and what follows bound to the same memory.</summary>
    public ForwardContext ForProducer(scoped in ForwardContext c)
    {
        View[] read = new View[c.Inputs.Length - ProducerInputs + 1];
        for (int i = 0; i < read.Length; i++) read[i] = i == Value ? c.Output : c.Input(ProducerInputs + (i < Value ? i : i - 1));
        View[] made = c.Outputs[(Result == EpilogueResult.Kept ? 1 : 0)..].ToArray();
        return new(c.Inputs[..ProducerInputs], new(in c.Outputs[0]), c.Workspace, Follower.FollowBlocks(read, made, Value).Then(c.Epilogue));
    }
}
