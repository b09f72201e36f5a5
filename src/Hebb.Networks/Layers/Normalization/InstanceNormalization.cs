using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Normalises each channel of each sample by itself, over all positions: <c>(x - mean) / sqrt(variance + epsilon) * gamma + beta</c>.</summary>
/// <remarks>Takes an image's own contrast away: for style transfer and generators (A124). Channels are the last axis; gamma and beta are one number for each.
/// Keras writes it <c>GroupNormalization(groups=-1)</c>; PyTorch's has no gamma and beta unless <c>affine</c> is set. (Ulyanov, Vedaldi and Lempitsky
/// 2016.)</remarks>
/// <example><code>Tensor y = x.Apply(new Conv2D(64, 3)).Apply(new InstanceNormalization()).Relu();</code></example>
public sealed class InstanceNormalization : Layer
{
    private Parameter? _gamma;
    private Parameter? _beta;

    /// <summary>Added to the variance; 1e-3 by default (PyTorch: 1e-5).</summary>
    public double Epsilon { get; init => field = Normalized.Epsilon(nameof(InstanceNormalization), value); } = 1e-3;

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
        int channels = Normalized.Channels(this, input, 2);
        if (Scale) _gamma = AddParameter("gamma", [channels], GammaInitializer, GammaRegularizer, GammaConstraint, decays: false);
        if (Center) _beta = AddParameter("beta", [channels], BetaInitializer, BetaRegularizer, BetaConstraint, decays: false);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Normalized.Affine(Normalized.Standard(x, Normalized.Axes(1, x.Rank - 1), Epsilon), _gamma, _beta);
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
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
}
