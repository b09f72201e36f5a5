using Hebb.Kernels;

namespace Hebb;

public abstract partial record Initializer
{
    /// <summary>Uniform in [-limit, limit] with limit = sqrt(6 / (fan-in + fan-out)): keeps the variance of values and gradients alike. (Glorot and Bengio 2010.)</summary>
    public static Initializer GlorotUniform { get; } = new ScaledInitializer(1, FanMode.Average, IsNormal: false);

    private enum FanMode
    {
        In,
        Average,
    }

    /// <summary>A distribution whose variance is a factor over the fan.</summary>
    private sealed record ScaledInitializer(double Factor, FanMode Mode, bool IsNormal) : Initializer
    {
        internal override void Fill(Variable variable, ulong key)
        {
            (double fanIn, double fanOut) = Fans(variable.Shape);
            double variance = Factor / Math.Max(1, Mode == FanMode.In ? fanIn : (fanIn + fanOut) / 2);
            double limit = Math.Sqrt(3 * variance);
            using var scope = TensorScope.Begin();
            Tensor drawn = Tensor.Zeros(variable.Shape, variable.DType);
            Philox.Uniform(drawn.View, key, 0);
            Elements.Copy(((drawn + -0.5) * (2 * limit)).View.Address, variable.View.Address, variable.Spec.Bytes);
        }
    }
}
