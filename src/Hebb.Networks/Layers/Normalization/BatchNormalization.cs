using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Normalises each channel over the batch: <c>(x - mean) / sqrt(variance + epsilon) * gamma + beta</c>.</summary>
/// <remarks>In training the mean and variance are the batch's own, and running averages of them are kept; in use, and when <see cref="Module.Trainable"/> is
/// false, the running averages are used.
/// Channels are the last axis. With <c>gamma = sqrt(variance + epsilon)</c> and also <c>beta = mean</c> it is the identity (A121; notes that name gamma alone
/// forget the mean, A17). Weight decay leaves gamma and beta alone (A123). (Ioffe and Szegedy 2015.)</remarks>
/// <example><code>Tensor y = x.Apply(new Conv2D(64, 3) { UseBias = false }).Apply(new BatchNormalization()).Relu();</code></example>
public sealed class BatchNormalization : Layer
{
    private Parameter? _gamma;
    private Parameter? _beta;
    private State _mean = null!;
    private State _variance = null!;

    /// <summary>How much of the old running average is kept at each step; 0.99 by default.</summary>
    public double Momentum { get; init => field = value is >= 0 and <= 1 ? value
        : throw new OptionException($"BatchNormalization: the momentum is {value}.", $"Momentum {value}",
            "use a number from 0 to 1; 0.99 keeps most of the old average"); } = 0.99;

    /// <summary>Added to the variance, so that a constant channel does no harm; 1e-3 by default.</summary>
    public double Epsilon { get; init => field = Normalized.Epsilon(nameof(BatchNormalization), value); } = 1e-3;

    /// <summary>Whether a learned beta is added; true by default.</summary>
    public bool Center { get; init; } = true;

    /// <summary>Whether there is a learned factor gamma; true by default.</summary>
    public bool Scale { get; init; } = true;

    /// <summary>Whether the running variance is of the unbiased estimate, as in PyTorch; false as in Keras.</summary>
    public bool UnbiasedRunningVariance { get; init; }

    /// <summary>The running mean, once the layer is built.</summary>
    public State RunningMean => Made(_mean);

    /// <summary>The running variance, once the layer is built.</summary>
    public State RunningVariance => Made(_variance);

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (input.Rank == 0)
            throw new ShapeException("BatchNormalization: the input has no channels, only a batch axis.", "input [batch]",
                "give each sample an axis of features: Reshape(-1, 1)");
        if (Scale) _gamma = AddParameter("gamma", [input[^1]], Initializer.Ones, decays: false);
        if (Center) _beta = AddParameter("beta", [input[^1]], Initializer.Zeros, decays: false);
        _mean = AddState("mean", [input[^1]]);
        _variance = AddState("variance", [input[^1]], 1);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        Tensor gamma = _gamma ?? Tensor.Ones(_mean.Shape, DType), beta = _beta ?? Tensor.Zeros(_mean.Shape, DType);
        if (!IsTraining) return x.Standardize(_mean, gamma * (_variance + Epsilon).Rsqrt(), beta);
        (Tensor y, Tensor mean, Tensor variance) = x.BatchNormalize(gamma, beta, Epsilon);
        Keep(mean, variance, x);
        return y;
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        if (Momentum != 0.99) config["momentum"] = Momentum;
        if (Epsilon != 1e-3) config["epsilon"] = Epsilon;
        if (!Center) config["center"] = false;
        if (!Scale) config["scale"] = false;
        if (UnbiasedRunningVariance) config["unbiasedRunningVariance"] = true;
    }

    private void Keep(Tensor mean, Tensor variance, Tensor x)
    {
        double count = x.Count / (double)x.Shape[^1];
        if (UnbiasedRunningVariance && count > 1) variance *= count / (count - 1);
        _mean.Assign(_mean * Momentum + mean * (1 - Momentum));
        _variance.Assign(_variance * Momentum + variance * (1 - Momentum));
    }
}
