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

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        int channels = Normalized.Channels(this, input, 2);
        if (Scale) _gamma = AddParameter("gamma", [channels], Initializer.Ones, decays: false);
        if (Center) _beta = AddParameter("beta", [channels], Initializer.Zeros, decays: false);
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
    }
}
