using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Turns each sample into one row: <c>[batch, h, w, c]</c> becomes <c>[batch, h * w * c]</c>.</summary>
/// <param name="order">Which axis of a sample changes fastest in the row; the last by default.</param>
/// <example><code>var row = new Flatten();   // a sample [[6, 8], [3, 4]] gives 6, 8, 3, 4; with ElementOrder.ColumnMajor 6, 3, 8, 4</code></example>
public sealed class Flatten(ElementOrder order = ElementOrder.RowMajor) : Layer
{
    /// <summary>Which axis of a sample changes fastest in the row.</summary>
    public ElementOrder Order { get; } = order;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        int count = checked((int)x.Shape[1..].Count);
        if (Order == ElementOrder.ColumnMajor && x.Rank > 2) x = x.Permute([0, .. Enumerable.Range(1, x.Rank - 1).Reverse()]);
        return x.Reshape(-1, count);
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        if (Order == ElementOrder.ColumnMajor) config["order"] = "column_major";
    }
}
