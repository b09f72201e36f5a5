using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Divides each sample's features by their root mean square: <c>x / sqrt(mean of x^2 + epsilon) * gamma</c>.</summary>
/// <remarks>A <see cref="LayerNormalization"/> that takes no mean away and adds no beta: cheaper, and as good in transformers. Over the last axis. (Zhang and
/// Sennrich 2019.)</remarks>
/// <example><code>Tensor y = x.Apply(new RmsNormalization());</code></example>
public sealed class RmsNormalization : Layer
{
    private Parameter? _gamma;

    /// <summary>Added to the mean square; 1e-6 by default, as in Keras.</summary>
    public double Epsilon { get; init => field = Normalized.Epsilon(nameof(RmsNormalization), value); } = 1e-6;

    /// <summary>Whether there is a learned factor gamma; true by default.</summary>
    public bool Scale { get; init; } = true;

    /// <summary>How gamma starts; ones by default.</summary>
    public Initializer GammaInitializer { get; init; } = Initializer.Ones;

    /// <summary>What gamma adds to the loss; nothing by default.</summary>
    public Regularizer? GammaRegularizer { get; init; }

    /// <summary>What gamma must be like after each update; anything by default.</summary>
    public Constraint? GammaConstraint { get; init; }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        int channels = Normalized.Channels(this, input, 1);
        if (Scale) _gamma = AddParameter("gamma", [channels], GammaInitializer, GammaRegularizer, GammaConstraint, decays: false);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Normalized.Affine(x * (x.Square().Mean(axis: -1, keepDims: true) + Epsilon).Rsqrt(), _gamma, null);
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        if (Epsilon != 1e-6) config["epsilon"] = Epsilon;
        if (!Scale) config["scale"] = false;
        config.Set("gammaInitializer", GammaInitializer, Initializer.Ones);
        config.Set("gammaRegularizer", GammaRegularizer);
        config.Set("gammaConstraint", GammaConstraint);
    }
}
