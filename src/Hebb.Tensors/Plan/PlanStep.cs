namespace Hebb;

/// <summary>One application in a plan.</summary>
internal sealed record PlanStep(Op Op, Tensor[] Inputs, Tensor[] Outputs)
{
    /// <summary>False where nothing is done: a tensor under another shape, unless it is a variable's, whose memory changes and which is therefore
    /// copied.</summary>
    public bool IsInstruction => !Op.IsAlias || Inputs[0] is Variable;
}
