namespace Hebb;

/// <summary>The row filters of PNG: before compression each byte was replaced by its difference from a prediction; here the prediction is added back.</summary>
internal static class PngFilter
{
    /// <summary>Restores a row in place. A prediction looks at the same byte of the pixel to the left (a), above (b) and above left (c); outside the picture
    /// these are 0.</summary>
    /// <param name="filter">0 none, 1 left, 2 above, 3 the mean of left and above, 4 Paeth's choice.</param>
    /// <param name="line">The row.</param>
    /// <param name="above">The restored row above, zeros for the first.</param>
    /// <param name="pixel">The number of bytes of a pixel.</param>
    public static void Undo(int filter, Span<byte> line, ReadOnlySpan<byte> above, int pixel)
    {
        switch (filter)
        {
            case 1:
                for (int i = pixel; i < line.Length; i++) line[i] += line[i - pixel];
                break;
            case 2:
                for (int i = 0; i < line.Length; i++) line[i] += above[i];
                break;
            case 3:
                for (int i = 0; i < line.Length; i++) line[i] += (byte)(((i < pixel ? 0 : line[i - pixel]) + above[i]) >> 1);
                break;
            case 4:
                for (int i = 0; i < line.Length; i++) line[i] += i < pixel ? above[i] : Paeth(line[i - pixel], above[i], above[i - pixel]);
                break;
        }
    }

    // Of left, above and above left, the one nearest to a + b - c, in this order when two are equally near.
    private static byte Paeth(byte a, byte b, byte c)
    {
        int left = Math.Abs(b - c), up = Math.Abs(a - c), corner = Math.Abs(a + b - c - c);
        return left <= up && left <= corner ? a : up <= corner ? b : c;
    }
}
