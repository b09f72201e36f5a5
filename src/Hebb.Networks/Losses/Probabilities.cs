namespace Hebb;

/// <summary>The logarithms of probabilities, from logits or from the probabilities themselves.</summary>
internal static class Probabilities
{
    /// <summary>The smallest probability that has a logarithm; a smaller one counts as this. (Keras's epsilon.)</summary>
    public const double Least = 1e-7;

    /// <summary>Of the classes along the last axis. Logits are unbounded; probabilities are brought to a sum of 1 first.</summary>
    public static Tensor Log(Tensor predictions, bool fromLogits) => fromLogits ? predictions.LogSoftmax()
        : (predictions / predictions.Sum(-1, keepDims: true).Clip(Least, double.PositiveInfinity)).Clip(Least, double.PositiveInfinity).Log();
}
