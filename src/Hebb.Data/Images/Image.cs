namespace Hebb;

/// <summary>A picture in memory: rows of pixels, top to bottom, each of <see cref="Channels"/> bytes.</summary>
/// <remarks>One channel is grey, three are red, green and blue; two and four end in alpha (0 is transparent).</remarks>
public sealed class Image
{
    private readonly byte[] _pixels;

    internal Image(int height, int width, int channels, byte[] pixels)
    {
        Height = height;
        Width = width;
        Channels = channels;
        _pixels = pixels;
    }

    /// <summary>The number of rows.</summary>
    public int Height { get; }

    /// <summary>The number of pixels in a row.</summary>
    public int Width { get; }

    /// <summary>The number of bytes of a pixel: 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha.</summary>
    public int Channels { get; }

    /// <summary>The extents as networks take them: <c>[height, width, channels]</c>.</summary>
    public Shape Shape => [Height, Width, Channels];

    /// <summary>The bytes in the order of <see cref="Shape"/>.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>This picture with one channel (grey) or three (RGB) and without alpha.</summary>
    /// <remarks>Alpha is laid over black, the background of MNIST's digits: <c>value · alpha / 255</c>. Grey of a coloured pixel is its luma, <c>0.299 r +
    /// 0.587 g + 0.114 b</c>
    /// (ITU-R BT.601), and colour of a grey one repeats it three times; all are rounded to the nearest whole number.</remarks>
    /// <exception cref="OptionException"><paramref name="channels"/> is neither 1 nor 3.</exception>
    public Image To(int channels)
    {
        if (channels is not (1 or 3))
            throw new OptionException("Image: a picture for a network has one channel (grey) or three (RGB).", $"channels {channels}", "ask for 1 or 3");
        if (channels == Channels) return this;

        byte[] pixels = new byte[Height * Width * channels];
        bool alpha = Channels is 2 or 4, colour = Channels >= 3;
        ReadOnlySpan<byte> from = _pixels;
        for (int to = 0; to < pixels.Length; to += channels, from = from[Channels..])
        {
            int opacity = alpha ? from[Channels - 1] : 255;
            int red = Over(from[0], opacity), green = colour ? Over(from[1], opacity) : red, blue = colour ? Over(from[2], opacity) : red;
            if (channels == 1)
            {
                pixels[to] = (byte)(colour ? ((299 * red) + (587 * green) + (114 * blue) + 500) / 1000 : red);
            }
            else
            {
                pixels[to] = (byte)red;
                pixels[to + 1] = (byte)green;
                pixels[to + 2] = (byte)blue;
            }
        }
        return new(Height, Width, channels, pixels);
    }

    private static int Over(int value, int alpha) => ((value * alpha) + 127) / 255;
}
