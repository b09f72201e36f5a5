namespace Hebb;

/// <summary>The checks that convolution and pooling share, in the user's words.</summary>
internal static class SpatialArguments
{
    private const int LargestReach = 1 << 30;

    /// <summary>Refuses anything but a floating-point batch of images.</summary>
    public static void CheckImages(string name, TensorSpec images)
    {
        Shape shape = images.Shape;
        if (shape.Rank != 4)
            throw new ShapeException($"{name}: images have the axes [batch, height, width, channels], and this tensor has {shape.Rank}.", $"input {shape}",
                shape.Rank switch
            {
                3 => $"add the missing axis: Reshape(-1, {shape[1]}, {shape[2]}, 1) if the channels are missing, ExpandDims(0) if it is a single image",
                2 => "give the pixels their axes back: Reshape(-1, height, width, channels), such as Reshape(-1, 28, 28, 1)",
                _ => "reshape it to four axes",
            });
        if (!images.DType.IsFloat())
            throw new DTypeException($"{name}: images are Float32 or Float64, and these are {images.DType}.", $"input {images}",
                "convert them first: Cast(DType.Float32), then divide by 255");
    }

    /// <summary>Refuses sizes below 1.</summary>
    public static void CheckSize(string name, string what, Size2D size, Shape images)
    {
        if (size.Height < 1 || size.Width < 1)
            throw new OptionException($"{name}: the {what} is {size}, and must be at least 1 each way.",
                $"input {images}   {what} {size}", $"use a {what} of 1 or more");
    }

    /// <summary>Refuses windows of which dilation makes more than any image can have; beyond, places would no longer be numbers of 32 bits.</summary>
    public static void CheckReach(string name, string what, Size2D window, Size2D dilation, Shape images)
    {
        long height = (window.Height - 1L) * dilation.Height + 1, width = (window.Width - 1L) * dilation.Width + 1;
        if (height <= LargestReach && width <= LargestReach) return;
        (string with, string values, string or) = dilation == 1 ? ("", "", "") : ($" with dilation {dilation}", $"   dilation {dilation}", " or dilation");
        throw new OptionException($"{name}: a {what} of {window}{with} covers {height}x{width} pixels, more than any image has.",
            $"input {images}   {what} {window}{values}", $"use a smaller {what}{or}");
    }

    /// <summary>Refuses windows that do not fit into the padded image.</summary>
    public static void CheckFit(string name, string what, Shape images, Size2D window, Size2D dilation, Padding2D pad)
    {
        Size2D span = (Padding2D.Span(window.Height, dilation.Height), Padding2D.Span(window.Width, dilation.Width));
        (long height, long width) = ((long)images[1] + pad.Top + pad.Bottom, (long)images[2] + pad.Left + pad.Right);
        if (height > int.MaxValue || width > int.MaxValue)
            throw new ShapeException($"{name}: an image of {height}x{width}, padding included, is larger than any can be.",
                $"input {images}   {what} {window}   padding {pad}", $"use a smaller {what}, or Padding.Valid");
        Size2D padded = ((int)height, (int)width);
        if (span.Height <= padded.Height && span.Width <= padded.Width) return;
        string covers = span == window ? $"{what} of {window}" : $"{what} of {window}, which covers {span} with dilation {dilation},";
        string into = pad == default ? $"an image of {padded}" : $"an image of {padded}, padding included";
        throw new ShapeException($"{name}: a {covers} does not fit into {into}.",
            $"input {images}   {what} {window}   padding {(pad == default ? "none" : pad.ToString())}",
            $"use a smaller {what}, Padding.Same, or fewer poolings and strides before it");
    }
}
