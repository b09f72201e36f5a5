using Hebb.Kernels;

namespace Hebb;

/// <summary>Several elementwise ops as one loop: made by a plan, never recorded.</summary>
internal sealed record FusedOp(ElementwiseComposition Kernel, string Members) : Op
{
    public override string Name => Members;

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) =>
        throw new InvalidOperationException("A fused op is made after shapes are known.");

    internal override bool FollowsBlocks(EpilogueResult result) => true;

    internal override Epilogue FollowBlocks(View[] inputs, View[] outputs, int value) =>
        ElementwiseOp.Follow(Kernel, inputs, outputs, value);

    protected internal override void Forward(in ForwardContext c) => ElementwiseOp.Run(Kernel, c);
}
