namespace Hebb;

/// <summary>One application in a plan.</summary>
internal sealed record PlanStep(Op Op, Tensor[] Inputs, Tensor[] Outputs);
