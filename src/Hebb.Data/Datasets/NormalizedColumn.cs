using Hebb.Kernels;

namespace Hebb;

/// <summary>The rows of another column, normalised while a batch is gathered; images stay bytes at rest.</summary>
internal sealed class NormalizedColumn(Column column, Normalization normalization) : Column(column.Count, column.RowShape)
{
    /// <inheritdoc/>
    public override DType DType => column.DType;

    /// <inheritdoc/>
    public override void GatherRows(ReadOnlySpan<int> rows, in View destination)
    {
        column.GatherRows(rows, destination);
        normalization.ApplyTo(destination);
    }
}
