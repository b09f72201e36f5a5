namespace Hebb;

/// <summary>The mean of each channel over the whole image: <c>[batch, h, w, c]</c> becomes <c>[batch, c]</c>. (Lin et al. 2013.)</summary>
public sealed class GlobalAveragePooling2D : Layer
{
    /// <inheritdoc/>
    protected override void Build(Shape input) => Images.Require(this, input);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.Mean([1, 2]);
}
