using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Turns each sample into one row: <c>[batch, h, w, c]</c> becomes <c>[batch, h * w * c]</c>.</summary>
/// <param name="order">Which axis of a sample changes fastest in the row; the last by default.</param>
/// <example><code>var row = new Flatten();   // a sample [[6, 8], [3, 4]] gives 6, 8, 3, 4; with ElementOrder.ColumnMajor 6, 3, 8, 4</code></example>
public sealed class Flatten(ElementOrder order = ElementOrder.RowMajor) : Layer
{
    /// <summary>Which axis of a sample changes fastest in the row.</summary>
    public ElementOrder Order { get; } = Enum.IsDefined(order) ? order
        : throw new OptionException("Flatten: there is no such order of elements.", $"order {order}", "use RowMajor or ColumnMajor");

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        if (x.Shape[1..].Count > int.MaxValue)
            throw new ShapeException($"Flatten: a sample has {x.Shape[1..].Count} elements, more than an axis can have.", $"sample {x.Shape[1..]}",
                "pool or cut the samples first");
        int count = (int)x.Shape[1..].Count;
        if (Order == ElementOrder.ColumnMajor && x.Rank > 2) x = x.Permute([0, .. Enumerable.Range(1, x.Rank - 1).Reverse()]);
        return x.Reshape(-1, count);
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        if (Order == ElementOrder.ColumnMajor) config["order"] = "column_major";
    }
}
