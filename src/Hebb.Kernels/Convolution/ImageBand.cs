namespace Hebb.Kernels;

/// <summary>Some rows of an image, with zeros where they reach over its edges.</summary>
internal static unsafe class ImageBand
{
    /// <summary>Copies rows [top, top + rows) and columns [left, left + columns) of an image; what lies outside becomes zero.</summary>
    public static void Copy<T>(T* image, int height, int width, int channels, int top, int rows, int left, int columns, T* to) where T : unmanaged
    {
        nint rowSize = (nint)columns * channels;
        int before = Math.Clamp(-left, 0, columns), inside = Math.Clamp(Math.Min(left + columns, width) - Math.Max(left, 0), 0, columns - before);
        for (int row = top; row < top + rows; row++, to += rowSize)
        {
            if (row < 0 || row >= height)
            {
                Clear(to, rowSize);
                continue;
            }
            nint start = (nint)before * channels, count = (nint)inside * channels;
            Clear(to, start);
            new ReadOnlySpan<T>(image + ((nint)row * width + left + before) * channels, (int)count).CopyTo(new(to + start, (int)count));
            Clear(to + start + count, rowSize - start - count);
        }
    }

    /// <summary>
    /// The same of several neighbouring images at once, turned: a vector of <paramref name="to"/> holds the same number of each image, zeros in lanes without
    /// one.
    /// </summary>
    public static void CopyToLanes<L, T, V>(T* firstImage, int images, int height, int width, int channels, int top, int rows, int left, int columns, T* to)
        where L : struct, IVectors<T, V> where T : unmanaged where V : struct
    {
        nint rowSize = (nint)columns * channels * L.Count;
        int before = Math.Clamp(-left, 0, columns), inside = Math.Clamp(Math.Min(left + columns, width) - Math.Max(left, 0), 0, columns - before);
        for (int row = top; row < top + rows; row++, to += rowSize)
        {
            if (row < 0 || row >= height || images < L.Count) Clear(to, rowSize);
            if (row < 0 || row >= height) continue;
            nint start = (nint)before * channels * L.Count, end = start + (nint)inside * channels * L.Count;
            Clear(to, start);
            Panels<L, T, V>.Transpose(firstImage + ((nint)row * width + left + before) * channels, 1, (nint)height * width * channels, inside * channels,
                images, L.Count, to + start);
            Clear(to + end, rowSize - end);
        }
    }

    private static void Clear<T>(T* to, nint count) where T : unmanaged => new Span<T>(to, (int)count).Clear();
}
