namespace Hebb;

/// <summary>The greatest value of each channel in the whole image: <c>[batch, h, w, c]</c> becomes <c>[batch, c]</c>.</summary>
public sealed class GlobalMaxPooling2D : Layer
{
    /// <inheritdoc/>
    protected override void Build(Shape input) => Images.Require(this, input);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.Max([1, 2]);
}
