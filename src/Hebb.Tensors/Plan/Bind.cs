using Hebb.Kernels;

namespace Hebb;

/// <summary>Looks the loop of an elementwise op up when the plan is made, not at every replay: on a few numbers the look-up would take longer than the
/// loop.</summary>
internal static class Bind
{
    /// <summary>The op to replay for a step: with its loop, where it has one.</summary>
    public static Op Run(PlanStep step)
    {
        IElementwiseKernel? kernel = step.Op is FusedOp fused ? fused.Kernel : step.Op as ElementwiseOp;
        if (kernel is null) return step.Op;
        DType[] inputs = [.. step.Inputs.Select(static input => input.DType)], outputs = [.. step.Outputs.Select(static output => output.DType)];
        return new BoundOp(ElementwisePrograms.Get(kernel, inputs, outputs), step.Op.Name);
    }

    private sealed record BoundOp(ElementwiseProgram Loop, string Bound) : Op
    {
        public override string Name => Bound;

        public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) =>
            throw new InvalidOperationException("An op is bound to its loop after shapes are known.");

        protected internal override void Forward(in ForwardContext c) => Loop.Run(c.Inputs, c.Outputs);
    }
}
