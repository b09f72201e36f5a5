using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Normalises each sample by itself, over its features: <c>(x - mean) / sqrt(variance + epsilon) * gamma + beta</c>.</summary>
/// <remarks>Nothing depends on the batch: the same in training and in use, and with batches of any size; the usual choice in recurrent networks and
/// transformers
/// (A124). Mean and variance are taken over the last axis, or from <see cref="Axis"/> to the last; gamma and beta have the shape of those axes.
/// (Ba, Kiros and Hinton 2016.)</remarks>
/// <example><code>Tensor y = x.Apply(new Dense(64)).Apply(new LayerNormalization()).Relu();</code></example>
public sealed class LayerNormalization : Layer
{
    private Parameter? _gamma;
    private Parameter? _beta;

    /// <summary>The first of the axes that are normalised together, up to the last; -1 by default: the last alone, as in Keras. Counted with the
    /// batch axis, or from
    /// the end when negative; PyTorch's <c>normalized_shape</c> of k axes is -k.</summary>
    public int Axis { get; init; } = -1;

    /// <summary>Added to the variance; 1e-3 by default, as in Keras (PyTorch: 1e-5).</summary>
    public double Epsilon { get; init => field = Normalized.Epsilon(nameof(LayerNormalization), value); } = 1e-3;

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
        int first = Normalized.FirstAxis(this, input, Axis);
        if (Scale) _gamma = AddParameter("gamma", input[(first - 1)..], GammaInitializer, GammaRegularizer, GammaConstraint, decays: false);
        if (Center) _beta = AddParameter("beta", input[(first - 1)..], BetaInitializer, BetaRegularizer, BetaConstraint, decays: false);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        int first = Normalized.FirstAxis(this, x.Shape[1..], Axis);
        return Normalized.Affine(Normalized.Standard(x, Normalized.Axes(first, x.Rank), Epsilon), _gamma, _beta);
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        if (Axis != -1) config["axis"] = Axis;
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
