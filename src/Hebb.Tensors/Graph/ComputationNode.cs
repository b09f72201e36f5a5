namespace Hebb;

/// <summary>A node of a <see cref="ComputationGraph"/>: a variable, a constant, or what an operation made.</summary>
/// <param name="Name">As given, or the variable's (with <c>_2</c> behind it where another node is called so); <c>t1</c>, <c>t2</c> of intermediate results
/// that nobody named; of a constant its value.</param>
/// <param name="Operation">The op that made it; empty for a leaf.</param>
/// <param name="Inputs">What the op was applied to: the edges that end here.</param>
/// <param name="Value">Its value, from the forward computation.</param>
/// <param name="Gradient">The target's gradient by it, from the backward computation; null for constants.</param>
public sealed record ComputationNode(string Name, string Operation, IReadOnlyList<ComputationNode> Inputs, Tensor Value, Tensor? Gradient)
{
    /// <summary>The node as an equation: <c>v = Add(a, u)</c>, or the name of a leaf.</summary>
    public override string ToString() => Inputs.Count == 0 ? Name : $"{Name} = {Operation}({string.Join(", ", Inputs.Select(static input => input.Name))})";
}
