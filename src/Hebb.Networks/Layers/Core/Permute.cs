using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Puts the axes of each sample into another order. The batch axis stays first.</summary>
/// <param name="order">Which axis of the input each axis of the output is; axes of a sample are counted from 1, as in Keras, since 0 is the batch.</param>
/// <example><code>var channelsLast = new Permute(2, 3, 1);   // [batch, c, h, w] becomes [batch, h, w, c]</code></example>
public sealed class Permute(params int[] order) : Layer
{
    private readonly int[] _order = Require(order);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.Rank == _order.Length + 1 ? x.Permute([0, .. _order])
        : throw new ShapeException($"Permute: it orders {_order.Length} axes, and a sample here has {x.Rank - 1}.",
            $"sample {x.Shape[1..]}   order [{string.Join(", ", _order)}]", $"name each of the axes 1 to {x.Rank - 1} once");

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config) => config["order"] = ((ReadOnlySpan<int>)_order).ToJson();

    private static int[] Require(int[] order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.Length > 0 && order.Order().SequenceEqual(Enumerable.Range(1, order.Length))) return [.. order];
        throw new OptionException($"Permute: [{string.Join(", ", order)}] is not an order of axes.", $"order [{string.Join(", ", order)}]",
            "name each axis of a sample once, counted from 1; the batch axis, 0, stays where it is");
    }
}
