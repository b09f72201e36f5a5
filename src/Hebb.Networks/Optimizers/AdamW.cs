namespace Hebb;

/// <summary>Adam with weight decay apart from the gradient: <c>w - rate * decay * w</c>, then Adam's step. (Loshchilov and Hutter 2019.)</summary>
/// <example><code>Optimizer optimizer = new AdamW(1e-3) { WeightDecay = 0.01, DecaysBiases = false };</code></example>
public sealed class AdamW : Adam
{
    /// <summary>Begins with a learning rate, and a weight decay of 0.004 (Keras's; PyTorch's is 0.01).</summary>
    public AdamW(double learningRate = 1e-3) : base(learningRate) => WeightDecay = 0.004;
}
