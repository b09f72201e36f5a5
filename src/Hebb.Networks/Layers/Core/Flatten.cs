namespace Hebb;

/// <summary>Turns each sample into one row: <c>[batch, h, w, c]</c> becomes <c>[batch, h * w * c]</c>.</summary>
public sealed class Flatten : Layer
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.Reshape(-1, checked((int)x.Shape[1..].Count));
}
