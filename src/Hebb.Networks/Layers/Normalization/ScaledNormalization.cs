using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>A normalization to mean 0 and variance 1, after which a learned gamma and beta give back what scale and offset the network needs:
/// <c>(x - mean) / sqrt(variance + epsilon) * gamma + beta</c>. What mean and variance are taken over is the layers' difference.</summary>
/// <remarks>Weight decay leaves gamma and beta alone (A123).</remarks>
/// <example><code>ScaledNormalization layer = new GroupNormalization(8) { Center = false, GammaInitializer = Initializer.Zeros };</code></example>
public abstract class ScaledNormalization : Layer
{
    private Parameter? _gamma;
    private Parameter? _beta;

    private protected ScaledNormalization() { }

    /// <summary>Added to the variance, so that what is constant does no harm; 1e-3 by default, as in Keras (PyTorch: 1e-5).</summary>
    public double Epsilon { get; init => field = Normalized.Epsilon(GetType().Name, value); } = 1e-3;

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

    /// <summary>gamma, once the layer is built; null without one.</summary>
    private protected Parameter? Gamma => _gamma;

    /// <summary>beta, once the layer is built; null without one.</summary>
    private protected Parameter? Beta => _beta;

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

    /// <summary>Makes gamma and beta, where they are wanted.</summary>
    private protected void AddScales(Shape shape)
    {
        if (Scale) _gamma = AddParameter("gamma", shape, GammaInitializer, GammaRegularizer, GammaConstraint, decays: false);
        if (Center) _beta = AddParameter("beta", shape, BetaInitializer, BetaRegularizer, BetaConstraint, decays: false);
    }

    /// <summary>Mean 0 and variance 1 over some axes, then gamma and beta over the last ones.</summary>
    private protected Tensor Affine(Tensor standard) => Normalized.Affine(standard, _gamma, _beta);
}
