namespace Hebb;

/// <summary>What happened in one layer during a step.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Description">The layer with its configuration.</param>
/// <param name="Activation">The activation of a dense layer; null of another layer.</param>
/// <param name="Input">What came in, <c>[samples, in]</c>.</param>
/// <param name="NetInput">Z = X W + b (the notes' I), before the activation; of a layer that is not dense, what came in.</param>
/// <param name="Output">A = f(Z) (the notes' O).</param>
/// <param name="NetGradient">dZ, the loss's gradient by Z. The notes' error term is its negative, Err = -dZ.</param>
public sealed record LayerStep(string Name, string Description, Activation? Activation, Tensor Input, Tensor NetInput, Tensor Output, Tensor NetGradient)
{
    /// <summary>The weights W, <c>[in, units]</c>; null of a layer without.</summary>
    public WeightStep? Kernel { get; init; }

    /// <summary>The biases b (the notes' θ), <c>[units]</c>; null of a layer without.</summary>
    public WeightStep? Bias { get; init; }
}
