namespace Hebb;

public abstract partial class Loss
{
    /// <summary>How much an output of a focal loss counts: <c>wrong^gamma</c>, of the probability that the model gives to what is wrong; 1 where it is wholly
    /// wrong, and nearly 0 where it is right. (Lin et al. 2017, Focal Loss for Dense Object Detection.)</summary>
    /// <remarks>A power below 1 has an infinite slope at 0, where it meets a loss of 0: NaN. So nothing is less wrong than 1e-30.</remarks>
    private protected static Tensor FocalWeight(Tensor wrong, double gamma) => wrong.Clip(1e-30, double.PositiveInfinity).Pow(gamma);

    /// <summary>How fast that weight falls as the model gets surer: 0 or more.</summary>
    private protected static double FocalGamma(string loss, double value) =>
        Option(loss, "Gamma", value, value >= 0 && double.IsFinite(value), "use a number from 0; 2 is usual");
}
