namespace Hebb.Kernels;

/// <summary>The extents of a pooling over channels-last images. Padding never wins a maximum and does not count in an average.</summary>
internal readonly record struct PoolingGeometry(int Batch, int Height, int Width, int Channels, int PoolHeight, int PoolWidth, int StrideHeight,
    int StrideWidth, int PadTop = 0, int PadLeft = 0, int PadBottom = 0, int PadRight = 0)
{
    /// <summary>The height of the output: every window that fits into the padded image.</summary>
    public int OutHeight => (Height + PadTop + PadBottom - PoolHeight) / StrideHeight + 1;

    /// <summary>The width of the output.</summary>
    public int OutWidth => (Width + PadLeft + PadRight - PoolWidth) / StrideWidth + 1;

    /// <summary>True when no pixel belongs to two windows.</summary>
    public bool Disjoint => StrideHeight >= PoolHeight && StrideWidth >= PoolWidth;

    /// <summary>True when every pixel belongs to exactly one window.</summary>
    public bool Partitions => StrideHeight == PoolHeight && StrideWidth == PoolWidth && OutHeight * StrideHeight - PadTop >= Height
        && OutWidth * StrideWidth - PadLeft >= Width;

    /// <summary>The rows of the image that the windows of an output row cover, padding left out.</summary>
    public (int From, int To) Rows(int outRow) => Range(outRow * StrideHeight - PadTop, PoolHeight, Height);

    /// <summary>The columns of the image that the windows of an output column cover, padding left out.</summary>
    public (int From, int To) Columns(int outColumn) => Range(outColumn * StrideWidth - PadLeft, PoolWidth, Width);

    private static (int From, int To) Range(int start, int size, int extent) => (Math.Max(0, start), Math.Min(extent, start + size));
}
