using Hebb.Kernels;

namespace Hebb;

/// <summary>One application in a plan.</summary>
internal sealed record PlanStep(Op Op, Tensor[] Inputs, Tensor[] Outputs)
{
    /// <summary>False where nothing is done: a tensor under another shape, unless it is a variable's, whose memory changes and which is therefore
    /// copied.</summary>
    public bool IsInstruction => !Op.IsAlias || Inputs[0] is Variable;

    /// <summary>The elementwise loop that the application is; null when it is something else.</summary>
    public ElementwiseProgram? Loop => Op switch
    {
        UpdateOp update => update.Loop,
        FusedOp fused => LoopOf(fused.Kernel),
        IElementwiseKernel kernel => LoopOf(kernel),
        _ => null,
    };

    /// <summary>The primitive steps that elementwise loops take on elements: the instructions that their formulas were traced to, for each element.</summary>
    public long ElementSteps => Op is EpilogueOp epilogue ? epilogue.ElementSteps : Loop is not { } loop ? 0
        : loop.Code.Count(static c => c.Opcode is not (Opcode.Constant or Opcode.Input or Opcode.InputMask)) * Outputs[0].Shape.Count;

    private ElementwiseProgram LoopOf(IElementwiseKernel kernel) =>
        ElementwisePrograms.Get(kernel, Array.ConvertAll(Inputs, static input => input.DType), Array.ConvertAll(Outputs, static output => output.DType));
}
