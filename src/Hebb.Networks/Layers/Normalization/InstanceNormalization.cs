namespace Hebb;

/// <summary>Normalises each channel of each sample by itself, over all positions: <c>(x - mean) / sqrt(variance + epsilon) * gamma + beta</c>.</summary>
/// <remarks>Takes an image's own contrast away: for style transfer and generators (A124). Channels are the last axis; gamma and beta are one number for each.
/// Keras writes it <c>GroupNormalization(groups=-1)</c>; PyTorch's has no gamma and beta unless <c>affine</c> is set. (Ulyanov, Vedaldi and Lempitsky
/// 2016.)</remarks>
/// <example><code>Tensor y = x.Apply(new Conv2D(64, 3)).Apply(new InstanceNormalization()).Relu();</code></example>
public sealed class InstanceNormalization : ScaledNormalization
{
    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        int channels = Normalized.Channels(this, input, 2);
        AddScales([channels]);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Affine(Normalized.Standard(x, Normalized.Axes(1, x.Rank - 1), Epsilon));
    }
}
