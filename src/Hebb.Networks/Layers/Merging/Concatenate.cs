using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Joins its inputs along an axis; all other extents are equal. How parallel branches come together.</summary>
/// <param name="axis">The axis, counted with the batch axis, which it cannot be; the last one (channels, features) by default.</param>
/// <example><code>Tensor joined = new Concatenate().Call(left, right);   // [batch, h, w, a] and [batch, h, w, b] give [batch, h, w, a + b]</code></example>
public sealed class Concatenate(int axis = -1) : Merge
{
    /// <inheritdoc/>
    protected override Tensor Forward(ReadOnlySpan<Tensor> inputs)
    {
        RequireSameType(inputs);
        int at = Normalized.FirstAxis(this, inputs[0].Shape[1..], axis);
        foreach (Tensor input in inputs)
            if (input.Rank != inputs[0].Rank || input.Shape.With(at, 0) != inputs[0].Shape.With(at, 0))
                throw new ShapeException($"Concatenate: the inputs differ in more than axis {at}.", $"first {Print(inputs[0])}   other {Print(input)}",
                    $"make all extents but that of axis {at} equal");
        return Tensor.Concat(inputs, at);
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        if (axis != -1) config["axis"] = axis;
    }
}
