using System.Globalization;

namespace Hebb;

public abstract partial record Initializer
{
    // The standard deviation of a standard normal variable given that it lies between -2 and 2.
    private const double TruncatedDeviation = 0.87962566103423978;

    /// <summary>Uniform in [-limit, limit] with limit = sqrt(6 / (fan-in + fan-out)): keeps the variance of values and gradients alike. The default of kernels.
    /// (Glorot and Bengio 2010; A089.)</summary>
    public static Initializer GlorotUniform { get; } = new ScaledInitializer("glorot_uniform", 1, FanMode.Average, RandomDistribution.Uniform);

    /// <summary>Normal with variance 2 / (fan-in + fan-out), cut off at two standard deviations. (Glorot and Bengio 2010; A089.)</summary>
    /// <remarks>For 3 inputs and 2 outputs the standard deviation is sqrt(2 / 5) = 0.632456; notes that print sqrt(2) / (fan-in + fan-out), 0.282843, lost
    /// the root's extent (A17). One that is not cut off: <c>VarianceScaling(1, FanMode.Average, RandomDistribution.Normal)</c>.</remarks>
    public static Initializer GlorotNormal { get; } = new ScaledInitializer("glorot_normal", 1, FanMode.Average, RandomDistribution.TruncatedNormal);

    /// <summary>Uniform in [-limit, limit] with limit = sqrt(6 / fan-in): for ReLU, which halves the variance. (He, Zhang, Ren and Sun 2015; A090.)</summary>
    public static Initializer HeUniform { get; } = new ScaledInitializer("he_uniform", 2, FanMode.In, RandomDistribution.Uniform);

    /// <summary>Normal with variance 2 / fan-in, cut off at two standard deviations: for ReLU. (He, Zhang, Ren and Sun 2015; A090.)</summary>
    public static Initializer HeNormal { get; } = new ScaledInitializer("he_normal", 2, FanMode.In, RandomDistribution.TruncatedNormal);

    /// <summary>Uniform in [-limit, limit] with limit = sqrt(3 / fan-in): for SELU and tanh. (LeCun, Bottou, Orr and Müller 1998.)</summary>
    public static Initializer LeCunUniform { get; } = new ScaledInitializer("lecun_uniform", 1, FanMode.In, RandomDistribution.Uniform);

    /// <summary>Normal with variance 1 / fan-in, cut off at two standard deviations: for SELU. (LeCun, Bottou, Orr and Müller 1998; Klambauer et al.
    /// 2017.)</summary>
    /// <remarks>Some notes call this form, a normal number times sqrt(1 / fan-in), Xavier's (A089).</remarks>
    public static Initializer LeCunNormal { get; } = new ScaledInitializer("lecun_normal", 1, FanMode.In, RandomDistribution.TruncatedNormal);

    /// <summary>Uniform in [-limit, limit] with limit = 1 / sqrt(fan-in): PyTorch's default of old, <see cref="LeCunUniform"/> over sqrt(3).
    /// (A088.)</summary>
    public static Initializer FanInUniform { get; } = new ScaledInitializer("fan_in_uniform", 1.0 / 3, FanMode.In, RandomDistribution.Uniform);

    /// <summary>A distribution around zero whose variance is a scale over the number of connections.</summary>
    /// <param name="scale">What the variance times the fan is: 1, or 2 for ReLU.</param>
    /// <param name="mode">Which connections count.</param>
    /// <param name="distribution">What is drawn from.</param>
    /// <exception cref="OptionException">The scale is not above 0.</exception>
    /// <example><code>Initializer he = Initializer.VarianceScaling(2, FanMode.In, RandomDistribution.Normal);</code></example>
    public static Initializer VarianceScaling(double scale = 1, FanMode mode = FanMode.In, RandomDistribution distribution = RandomDistribution.TruncatedNormal)
    {
        if (!Enum.IsDefined(mode))
            throw new OptionException("Initializer.VarianceScaling: there is no such mode.", $"mode {mode}", "use FanMode.In, Out or Average");
        if (!Enum.IsDefined(distribution))
            throw new OptionException("Initializer.VarianceScaling: there is no such distribution.", $"distribution {distribution}",
                "use RandomDistribution.TruncatedNormal, Normal or Uniform");
        string text = scale.ToString(CultureInfo.InvariantCulture);
        return scale > 0 && double.IsFinite(scale)
            ? new ScaledInitializer($"variance_scaling({text}, {NameOf(mode)}, {NameOf(distribution)})", scale, mode, distribution)
            : throw new OptionException($"Initializer.VarianceScaling: the scale is {text}.", $"scale {text}",
                "use a number above zero: 1, or 2 for ReLU");
    }

    /// <summary>Fan-in and fan-out of a kernel's shape: how many connections lead into a unit and out of one.</summary>
    /// <param name="shape"><c>[in, out]</c>, or <c>[..., in, out]</c> of a convolution, whose window counts as often as it has places.</param>
    /// <example><code>(double fanIn, double fanOut) = Initializer.Fans([3, 2]);   // 3 and 2; of [5, 5, 3, 8] 75 and 200</code></example>
    public static (double In, double Out) Fans(Shape shape)
    {
        if (shape.Rank == 0) return (1, 1);
        if (shape.Rank == 1) return (shape[0], shape[0]);
        double receptive = shape[..^2].Count;
        return (receptive * shape[^2], receptive * shape[^1]);
    }

    private static string NameOf(FanMode mode) => mode switch
    {
        FanMode.In => "fan_in",
        FanMode.Out => "fan_out",
        _ => "fan_avg",
    };

    private static string NameOf(RandomDistribution distribution) => distribution switch
    {
        RandomDistribution.TruncatedNormal => "truncated_normal",
        RandomDistribution.Normal => "normal",
        _ => "uniform",
    };

    /// <summary>A distribution whose variance is a factor over the fan. As in Keras, the truncated ones are widened so that their variance is what it says all
    /// the same.</summary>
    private sealed record ScaledInitializer(string Title, double Factor, FanMode Mode, RandomDistribution Distribution) : Initializer
    {
        public override string Name => Title;

        internal override void Fill(Variable variable, ulong key)
        {
            (double fanIn, double fanOut) = Fans(variable.Shape);
            double fan = Mode switch
            {
                FanMode.In => fanIn,
                FanMode.Out => fanOut,
                _ => (fanIn + fanOut) / 2,
            };
            double deviation = Math.Sqrt(Factor / Math.Max(1, fan));
            using var scope = TensorScope.Begin();
            Tensor drawn = Tensor.Zeros(variable.Shape, variable.DType);
            switch (Distribution)
            {
                case RandomDistribution.TruncatedNormal:
                    Kernels.Philox.TruncatedNormal(drawn.View, key, 0);
                    Write(variable, drawn, 0, deviation / TruncatedDeviation);
                    break;
                case RandomDistribution.Normal:
                    Kernels.Philox.Normal(drawn.View, key, 0);
                    Write(variable, drawn, 0, deviation);
                    break;
                default:
                    Kernels.Philox.Uniform(drawn.View, key, 0);
                    Write(variable, drawn, -0.5, 2 * Math.Sqrt(3) * deviation);
                    break;
            }
        }
    }
}
