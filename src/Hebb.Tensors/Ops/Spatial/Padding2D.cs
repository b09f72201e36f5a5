namespace Hebb;

/// <summary>How many rows and columns are added on each side of an image.</summary>
internal readonly record struct Padding2D(int Top, int Bottom, int Left, int Right)
{
    /// <summary>The amounts for windows of a size over an image <c>[batch, height, width, channels]</c>.</summary>
    public static Padding2D Of(Padding padding, Shape image, Size2D window, Size2D stride, Size2D dilation)
    {
        if (padding == Padding.Valid) return default;
        (int top, int bottom) = Same(image[1], Span(window.Height, dilation.Height), stride.Height);
        (int left, int right) = Same(image[2], Span(window.Width, dilation.Width), stride.Width);
        return new(top, bottom, left, right);
    }

    /// <summary>The elements that a window covers: with dilation, those between its own too.</summary>
    public static int Span(int window, int dilation) => (window - 1) * dilation + 1;

    /// <summary>The number of windows that fit.</summary>
    public static int Windows(int extent, int before, int after, int span, int stride) => (extent + before + after - span) / stride + 1;

    /// <summary>As it reads in messages.</summary>
    public override string ToString() => $"(top {Top}, bottom {Bottom}, left {Left}, right {Right})";

    private static (int Before, int After) Same(int extent, int span, int stride)
    {
        long windows = ((long)extent + stride - 1) / stride;   // long: strides and spans may be anything up to 2^31
        int total = (int)Math.Max(0, (windows - 1) * stride + span - extent);
        return (total / 2, total - total / 2);
    }
}
