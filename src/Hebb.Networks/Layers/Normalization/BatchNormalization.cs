using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Normalises each channel over the batch: <c>(x - mean) / sqrt(variance + epsilon) * gamma + beta</c>.</summary>
/// <remarks>In training the mean and variance are the batch's own, and running averages of them are kept; in use, and when <see cref="Module.Trainable"/> is
/// false, the running averages are used.
/// Channels are the last axis, unless <see cref="Axis"/> names another. With <c>gamma = sqrt(variance + epsilon)</c> and also <c>beta = mean</c> it is the
/// identity (A121; notes that name gamma alone forget the mean, A17). Weight decay leaves gamma and beta alone (A123). (Ioffe and Szegedy 2015.)</remarks>
/// <example><code>Tensor y = x.Apply(new Conv2D(64, 3) { UseBias = false }).Apply(new BatchNormalization()).Relu();</code></example>
public sealed class BatchNormalization : ScaledNormalization
{
    private State _mean = null!;
    private State _variance = null!;

    /// <summary>The axis of the channels; -1, the last, by default. Counted with the batch axis, which cannot be it: 1 for <c>[batch, channels, ...]</c>, as in
    /// PyTorch. Another than the last costs two copies of the input.</summary>
    public int Axis { get; init; } = -1;

    /// <summary>How much of the old running average is kept at each step; 0.99 by default.</summary>
    public double Momentum { get; init => field = value is >= 0 and <= 1 ? value
        : throw new OptionException($"BatchNormalization: the momentum is {value}.", $"Momentum {value}",
            "use a number from 0 to 1; 0.99 keeps most of the old average"); } = 0.99;

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
        int channels = input[Normalized.FirstAxis(this, input, Axis) - 1];
        AddScales([channels]);
        _mean = AddState("mean", [channels]);
        _variance = AddState("variance", [channels], 1);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        int axis = Normalized.FirstAxis(this, x.Shape[1..], Axis), last = x.Rank - 1;
        if (axis == last) return Normalize(x);
        int[] swapped = Normalized.Axes(0, x.Rank);
        (swapped[axis], swapped[last]) = (last, axis);
        return Normalize(x.Permute(swapped)).Permute(swapped);   // the other way round, a swap is the same
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        if (Axis != -1) config["axis"] = Axis;
        if (Momentum != 0.99) config["momentum"] = Momentum;
        if (UnbiasedRunningVariance) config["unbiasedRunningVariance"] = true;
        base.Configure(config);
    }

    private Tensor Normalize(Tensor x)
    {
        Tensor gamma = Gamma ?? Tensor.Ones(_mean.Shape, DType), beta = Beta ?? Tensor.Zeros(_mean.Shape, DType);
        if (!IsTraining) return x.Standardize(_mean, gamma * (_variance + Epsilon).Rsqrt(), beta);
        (Tensor y, Tensor mean, Tensor variance) = x.BatchNormalize(gamma, beta, Epsilon);
        Keep(mean, variance, x);
        return y;
    }

    private void Keep(Tensor mean, Tensor variance, Tensor x)
    {
        double count = x.Count / (double)x.Shape[^1];
        if (UnbiasedRunningVariance && count > 1) variance *= count / (count - 1);
        _mean.Assign(_mean * Momentum + mean * (1 - Momentum));
        _variance.Assign(_variance * Momentum + variance * (1 - Momentum));
    }
}
