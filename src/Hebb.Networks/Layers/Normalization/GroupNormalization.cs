using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Normalises each sample by itself, in groups of channels: <c>(x - mean) / sqrt(variance + epsilon) * gamma + beta</c>, mean and variance
/// over a group's
/// channels and all positions.</summary>
/// <param name="groups">Into how many groups of neighbours the channels (the last axis) are divided.</param>
/// <remarks>As good with batches of two images as with batches of 32, where <see cref="BatchNormalization"/> suffers (A124). One group normalises
/// over the whole
/// sample; as many as channels is <see cref="InstanceNormalization"/>. gamma and beta are one number for each channel. (Wu and He 2018.)</remarks>
/// <example><code>Tensor y = x.Apply(new Conv2D(64, 3) { UseBias = false }).Apply(new GroupNormalization(32)).Relu();</code></example>
public sealed class GroupNormalization(int groups = 32) : Layer
{
    private Parameter? _gamma;
    private Parameter? _beta;

    /// <summary>The number of groups.</summary>
    public int Groups { get; } = groups > 0 ? groups
        : throw new OptionException($"GroupNormalization: the number of groups is {groups}.", $"groups {groups}", "use at least one group; 32 is usual");

    /// <summary>Added to the variance; 1e-3 by default, as in Keras (PyTorch: 1e-5).</summary>
    public double Epsilon { get; init => field = Normalized.Epsilon(nameof(GroupNormalization), value); } = 1e-3;

    /// <summary>Whether a learned beta is added; true by default.</summary>
    public bool Center { get; init; } = true;

    /// <summary>Whether there is a learned factor gamma; true by default.</summary>
    public bool Scale { get; init; } = true;

    /// <summary>How gamma starts; ones by default.</summary>
    public Initializer GammaInitializer { get; init; } = Initializer.Ones;

    /// <summary>How beta starts; zeros by default.</summary>
    public Initializer BetaInitializer { get; init; } = Initializer.Zeros;

    /// <summary>What gamma adds to the loss; nothing by default.</summary>
    public Regularizer? GammaRegularizer { get; init; }

    /// <summary>What beta adds to the loss; nothing by default.</summary>
    public Regularizer? BetaRegularizer { get; init; }

    /// <summary>What gamma must be like after each update; anything by default.</summary>
    public Constraint? GammaConstraint { get; init; }

    /// <summary>What beta must be like after each update; anything by default.</summary>
    public Constraint? BetaConstraint { get; init; }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        int channels = Normalized.Channels(this, input, 1);
        if (channels == 0)
            throw new ShapeException("GroupNormalization: there are no channels to group.", $"sample {input}", "give each sample one channel or more");
        if (channels % Groups != 0)
            throw new ShapeException($"GroupNormalization: {channels} channels cannot be divided into {Groups} equal groups.",
                $"sample {input}   groups {Groups}", $"use a number of groups that divides {channels}, such as {Divisor(channels)}");
        if (Scale) _gamma = AddParameter("gamma", [channels], GammaInitializer, GammaRegularizer, GammaConstraint, decays: false);
        if (Center) _beta = AddParameter("beta", [channels], BetaInitializer, BetaRegularizer, BetaConstraint, decays: false);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        int channels = x.Shape[^1], positions = (int)(x.Shape[1..].Count / channels);
        Tensor grouped = x.Reshape(-1, positions, Groups, channels / Groups);
        return Normalized.Affine(Normalized.Standard(grouped, [1, 3], Epsilon).Reshape([-1, .. x.Shape[1..].Span]), _gamma, _beta);
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        config["groups"] = Groups;
        if (Epsilon != 1e-3) config["epsilon"] = Epsilon;
        if (!Center) config["center"] = false;
        if (!Scale) config["scale"] = false;
        config.Set("gammaInitializer", GammaInitializer, Initializer.Ones);
        config.Set("betaInitializer", BetaInitializer, Initializer.Zeros);
        config.Set("gammaRegularizer", GammaRegularizer);
        config.Set("betaRegularizer", BetaRegularizer);
        config.Set("gammaConstraint", GammaConstraint);
        config.Set("betaConstraint", BetaConstraint);
    }

    // The greatest number of groups that divides the channels and is no more than was asked for.
    private int Divisor(int channels)
    {
        int divisor = Math.Min(Groups, channels);
        while (channels % divisor != 0) divisor--;
        return divisor;
    }
}
