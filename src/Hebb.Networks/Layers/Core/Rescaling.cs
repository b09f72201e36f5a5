using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Multiplies and shifts: <c>x * scale + offset</c>. The usual first layer for images, whose pixels are 0 to 255.</summary>
/// <param name="scale">The factor.</param>
/// <param name="offset">What is added afterwards.</param>
/// <example><code>var pixels = new Rescaling(1 / 255.0);           // 0 to 1
/// var centred = new Rescaling(1 / 127.5, -1);      // -1 to 1</code></example>
public sealed class Rescaling(double scale, double offset = 0) : Layer
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        if (!x.DType.IsFloat()) x = x.Cast(Hebb.DType.Float32);
        return offset == 0 ? x * scale : x * scale + offset;
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        config["scale"] = scale;
        if (offset != 0) config["offset"] = offset;
    }
}
