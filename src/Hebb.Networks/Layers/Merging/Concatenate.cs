using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Joins its inputs along an axis; all other extents are equal. How parallel branches come together.</summary>
/// <param name="axis">The axis, counted with the batch axis; the last one (channels, features) by default.</param>
/// <example><code>Tensor joined = new Concatenate().Call(left, right);   // [batch, h, w, a] and [batch, h, w, b] give [batch, h, w, a + b]</code></example>
public sealed class Concatenate(int axis = -1) : Merge
{
    /// <inheritdoc/>
    protected override Tensor Forward(ReadOnlySpan<Tensor> inputs) => Tensor.Concat(inputs, axis);

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        if (axis != -1) config["axis"] = axis;
    }
}
