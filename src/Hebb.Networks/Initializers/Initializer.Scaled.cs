namespace Hebb;

public abstract partial record Initializer
{
    // The standard deviation of a standard normal variable given that it lies between -2 and 2.
    private const double TruncatedDeviation = 0.87962566103423978;

    /// <summary>Uniform in [-limit, limit] with limit = sqrt(6 / (fan-in + fan-out)): keeps the variance of values and gradients alike. The default of kernels.
    /// (Glorot and Bengio 2010.)</summary>
    public static Initializer GlorotUniform { get; } = new ScaledInitializer("glorot_uniform", 1, FanMode.Average, IsNormal: false);

    /// <summary>Normal with variance 2 / (fan-in + fan-out), cut off at two standard deviations. (Glorot and Bengio 2010.)</summary>
    public static Initializer GlorotNormal { get; } = new ScaledInitializer("glorot_normal", 1, FanMode.Average, IsNormal: true);

    /// <summary>Uniform in [-limit, limit] with limit = sqrt(6 / fan-in): for ReLU, which halves the variance. (He, Zhang, Ren and Sun 2015.)</summary>
    public static Initializer HeUniform { get; } = new ScaledInitializer("he_uniform", 2, FanMode.In, IsNormal: false);

    /// <summary>Normal with variance 2 / fan-in, cut off at two standard deviations: for ReLU. (He, Zhang, Ren and Sun 2015.)</summary>
    public static Initializer HeNormal { get; } = new ScaledInitializer("he_normal", 2, FanMode.In, IsNormal: true);

    /// <summary>Uniform in [-limit, limit] with limit = sqrt(3 / fan-in): for SELU and tanh. (LeCun, Bottou, Orr and Müller 1998.)</summary>
    public static Initializer LeCunUniform { get; } = new ScaledInitializer("lecun_uniform", 1, FanMode.In, IsNormal: false);

    /// <summary>Normal with variance 1 / fan-in, cut off at two standard deviations: for SELU. (LeCun, Bottou, Orr and Müller 1998; Klambauer et al.
    /// 2017.)</summary>
    public static Initializer LeCunNormal { get; } = new ScaledInitializer("lecun_normal", 1, FanMode.In, IsNormal: true);

    private enum FanMode
    {
        In,
        Average,
    }

    /// <summary>A distribution whose variance is a factor over the fan. As in Keras, the normal ones are truncated, and widened so that their variance is what
    /// it says all the same.</summary>
    private sealed record ScaledInitializer(string Title, double Factor, FanMode Mode, bool IsNormal) : Initializer
    {
        public override string Name => Title;

        internal override void Fill(Variable variable, ulong key)
        {
            (double fanIn, double fanOut) = Fans(variable.Shape);
            double deviation = Math.Sqrt(Factor / Math.Max(1, Mode == FanMode.In ? fanIn : (fanIn + fanOut) / 2));
            using var scope = TensorScope.Begin();
            Tensor drawn = Tensor.Zeros(variable.Shape, variable.DType);
            if (IsNormal)
            {
                Kernels.Philox.TruncatedNormal(drawn.View, key, 0);
                Write(variable, drawn, 0, deviation / TruncatedDeviation);
            }
            else
            {
                Kernels.Philox.Uniform(drawn.View, key, 0);
                Write(variable, drawn, -0.5, 2 * Math.Sqrt(3) * deviation);
            }
        }
    }
}
