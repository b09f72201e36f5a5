namespace Hebb;

/// <summary>A line of a <see cref="ModelSummary"/>: one application of a layer, or of a bare op in a functional model.</summary>
/// <param name="Name">The layer's name; for an op or an input one that the summary gives.</param>
/// <param name="Type">The type of layer or op.</param>
/// <param name="OutputShape">The output's shape, with <c>batch</c> for the batch axis.</param>
/// <param name="Parameters">How many numbers the layer owns, trained or not.</param>
/// <param name="MultiplyAdds">Multiply-adds for one sample.</param>
/// <param name="ActivationBytes">Memory of what it computes for one sample.</param>
/// <param name="Sources">What it is fed by.</param>
public sealed record LayerSummary(string Name, string Type, string OutputShape, long Parameters, long MultiplyAdds, long ActivationBytes, string Sources);
