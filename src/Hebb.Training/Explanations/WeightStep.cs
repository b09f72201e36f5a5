namespace Hebb;

/// <summary>What a step did to a kernel or a bias.</summary>
/// <param name="Before">The values before.</param>
/// <param name="Gradient">The loss's gradient: dW, db.</param>
/// <param name="After">The values that the optimizer made of them.</param>
public sealed record WeightStep(Tensor Before, Tensor Gradient, Tensor After);
