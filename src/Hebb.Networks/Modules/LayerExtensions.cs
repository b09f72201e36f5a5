namespace Hebb;

/// <summary>Layers in a pipeline, read from left to right.</summary>
public static class LayerExtensions
{
    /// <summary>Applies a layer to this tensor: <c>image.Apply(new Conv2D(64, 3)).Apply(new BatchNormalization())</c>.</summary>
    public static Tensor Apply(this Tensor x, Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer.Call(x);
    }
}
