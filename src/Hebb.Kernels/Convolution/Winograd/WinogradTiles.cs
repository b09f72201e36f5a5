using System.Runtime.CompilerServices;

namespace Hebb.Kernels;

/// <summary>Tiles of an image to their 36 points and back, a vector of channels at a time.</summary>
/// <remarks>
/// Points are stored point by point: a plane holds the same point of all tiles of a block, each with its channels side by side, so that it is the left matrix
/// of a product. Planes lie an odd number of cache lines apart, or the 36 numbers of one tile would all land in the same places of the cache.
/// Tiles are done a strip at a time, some neighbours in a row of tiles: first all columns of the strip are transformed downwards into scratch memory (tiles
/// share two columns with each neighbour, which are done once), then each tile's six rows of those. Rows and columns outside the image are zeros made here; no
/// image is copied.
/// </remarks>
internal static unsafe class WinogradTiles<L, V> where L : struct, IVectors<float, V> where V : struct
{
    /// <summary>The points of a tile along one axis, and all of them.</summary>
    public const int Side = 6, Points = Side * Side;

    /// <summary>The outputs of a tile along one axis.</summary>
    public const int Outputs = 4;

    /// <summary>The most tiles in a strip: its transformed columns stay in the first-level cache.</summary>
    private const int StripTiles = 12;

    /// <summary>The floats of scratch memory that each of these methods needs: a strip, and sixteen zeros.</summary>
    public const int ScratchSize = (StripTiles * Outputs + 2) * Side * 16 + 16;

    /// <summary>
    /// B' d B of some neighbouring tiles: 6 x 6 inputs each, four rows and columns apart, the first with its corner at (<paramref name="top"/>, <paramref
    /// name="left"/>).
    /// </summary>
    public static void Input(float* image, int height, int width, int channels, int top, int left, int tiles, float* points, nint plane, float* scratch)
    {
        for (int count; tiles > 0; tiles -= count, left += count * Outputs, points += (nint)count * channels)
        {
            count = Math.Min(tiles, StripTiles);
            InputStrip(image, height, width, channels, top, left, count, points, plane, scratch);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InputStrip(float* image, int height, int width, int channels, int top, int left, int tiles, float* points, nint plane, float* strip)
    {
        int columns = tiles * Outputs + 2, before = Math.Clamp(-left, 0, columns), end = Math.Clamp(width - left, before, columns);
        nint column = Side * L.Count;
        float* zeros = strip + ScratchSize - 16;
        nint* rows = stackalloc nint[Side], steps = stackalloc nint[Side];
        Clear(zeros, 16);
        Clear(strip, before * column);
        Clear(strip + end * column, (columns - end) * column);
        for (int channel = 0; channel < channels; channel += L.Count)
        {
            float* from = image + ((nint)top * width + left + before) * channels + channel, to = strip + before * column;
            if (top >= 0 && top + Side <= height)
            {
                nint row = (nint)width * channels;
                float* from3 = from + 3 * row;
                for (int x = before; x < end; x++, from += channels, from3 += channels, to += column)
                    WinogradTransforms<L, V>.Input(L.Load(from), L.Load(from + row), L.Load(from + 2 * row), L.Load(from3), L.Load(from3 + row),
                        L.Load(from3 + 2 * row), to, L.Count);
            }
            else
            {
                for (int r = 0; r < Side; r++)
                {
                    bool inside = top + r >= 0 && top + r < height;
                    rows[r] = (nint)(inside ? from + (nint)r * width * channels : zeros);
                    steps[r] = inside ? channels : 0;
                }
                for (nint x = 0; x < end - before; x++, to += column)
                    WinogradTransforms<L, V>.Input(L.Load((float*)rows[0] + x * steps[0]), L.Load((float*)rows[1] + x * steps[1]),
                        L.Load((float*)rows[2] + x * steps[2]), L.Load((float*)rows[3] + x * steps[3]), L.Load((float*)rows[4] + x * steps[4]),
                        L.Load((float*)rows[5] + x * steps[5]), to, L.Count);
            }
            from = strip;
            to = points + channel;
            for (int tile = 0; tile < tiles; tile++, from += Outputs * column, to += channels)
            {
                float* p = to;
                for (float* q = from, last = from + column; q < last; q += L.Count, p += Side * plane)
                    WinogradTransforms<L, V>.Input(L.Load(q), L.Load(q + column), L.Load(q + 2 * column), L.Load(q + 3 * column), L.Load(q + 4 * column),
                        L.Load(q + 5 * column), p, plane);
            }
        }
    }

    /// <summary>
    /// A y A' of some neighbouring tiles, <paramref name="used"/> channels of <paramref name="channels"/>: 4 x 4 outputs each, the first with its corner at
    /// (<paramref name="top"/>, <paramref name="left"/>), zeros where they reach over the lower and the right edge.
    /// </summary>
    public static void Gradient(
        float* image, int height, int width, int channels, int used, int top, int left, int tiles, float* points, nint plane, float* scratch)
    {
        for (int count; tiles > 0; tiles -= count, left += count * Outputs, points += (nint)count * used)
        {
            count = Math.Min(tiles, StripTiles);
            GradientStrip(image, height, width, channels, used, top, left, count, points, plane, scratch);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GradientStrip(
        float* image, int height, int width, int channels, int used, int top, int left, int tiles, float* points, nint plane, float* strip)
    {
        int columns = tiles * Outputs, end = Math.Min(width - left, columns);
        nint column = Side * L.Count;
        float* zeros = strip + ScratchSize - 16;
        Clear(zeros, 16);
        Clear(strip + end * column, (columns - end) * column);
        nint row = (nint)width * channels;
        for (int channel = 0; channel < used; channel += L.Count)
        {
            float* from = image + ((nint)top * width + left) * channels + channel, to = strip;
            // Rows below the image stay on a zero.
            float* row1 = top + 1 < height ? from + row : zeros, row2 = top + 2 < height ? from + 2 * row : zeros;
            float* row3 = top + 3 < height ? from + 3 * row : zeros;
            nint step1 = top + 1 < height ? channels : 0, step2 = top + 2 < height ? channels : 0, step3 = top + 3 < height ? channels : 0;
            for (int x = 0; x < end; x++, from += channels, row1 += step1, row2 += step2, row3 += step3, to += column)
                WinogradTransforms<L, V>.Gradient(L.Load(from), L.Load(row1), L.Load(row2), L.Load(row3), to, L.Count);
            from = strip;
            to = points + channel;
            for (int tile = 0; tile < tiles; tile++, from += Outputs * column, to += used)
            {
                float* p = to;
                for (float* q = from, last = from + column; q < last; q += L.Count, p += Side * plane)
                    WinogradTransforms<L, V>.Gradient(L.Load(q), L.Load(q + column), L.Load(q + 2 * column), L.Load(q + 3 * column), p, plane);
            }
        }
    }

    /// <summary>
    /// A' m A of some neighbouring tiles, <paramref name="count"/> channels of <paramref name="channels"/>: their 4 x 4 outputs, the first with its corner at
    /// (<paramref name="top"/>, <paramref name="left"/>); what reaches over the lower and the right edge is left out. This is the only place that writes a
    /// result.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Output(
        float* points, nint plane, int count, float* image, int height, int width, int channels, int top, int left, int tiles, float* scratch)
    {
        nint row = (nint)width * channels;
        int rows = Math.Min(height - top, Outputs);
        for (int tile = 0; tile < tiles; tile++, left += Outputs, points += count)
        {
            int columns = Math.Min(width - left, Outputs);
            float* to = image + ((nint)top * width + left) * channels;
            for (int channel = 0; channel < count; channel += L.Count)
            {
                if (rows == Outputs && columns == Outputs)
                {
                    Output(points + channel, plane, to + channel, row, channels);
                    continue;
                }
                Output(points + channel, plane, scratch, Outputs * L.Count, L.Count);
                for (int r = 0; r < rows; r++)
                    for (int c = 0; c < columns; c++) L.Store(L.Load(scratch + (r * Outputs + c) * L.Count), to + channel + r * row + (nint)c * channels);
            }
        }
    }

    /// <summary>One tile. Columns of points are taken in an order in which 24 vectors at most are alive: nothing in between goes to memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Output(float* points, nint plane, float* to, nint row, nint column)
    {
        nint side = Side * plane;
        float* to2 = to + 2 * row;
        WinogradTransforms<L, V>.Output(points + plane, side, out V a0, out V a1, out V a2, out V a3);
        WinogradTransforms<L, V>.Output(points + 2 * plane, side, out V b0, out V b1, out V b2, out V b3);
        WinogradTransforms<L, V>.Output(points + 3 * plane, side, out V c0, out V c1, out V c2, out V c3);
        WinogradTransforms<L, V>.Output(points + 4 * plane, side, out V d0, out V d1, out V d2, out V d3);
        WinogradTransforms<L, V>.Output(a0, b0, c0, d0, out a0, out b0, out c0, out d0);
        WinogradTransforms<L, V>.Output(a1, b1, c1, d1, out a1, out b1, out c1, out d1);
        WinogradTransforms<L, V>.Output(a2, b2, c2, d2, out a2, out b2, out c2, out d2);
        WinogradTransforms<L, V>.Output(a3, b3, c3, d3, out a3, out b3, out c3, out d3);
        L.Store(b0, to + column); L.Store(c0, to + 2 * column);
        L.Store(b1, to + row + column); L.Store(c1, to + row + 2 * column);
        L.Store(b2, to2 + column); L.Store(c2, to2 + 2 * column);
        L.Store(b3, to2 + row + column); L.Store(c3, to2 + row + 2 * column);
        WinogradTransforms<L, V>.Output(points, side, out b0, out b1, out b2, out b3);
        L.Store(L.Add(b0, a0), to); L.Store(L.Add(b1, a1), to + row); L.Store(L.Add(b2, a2), to2); L.Store(L.Add(b3, a3), to2 + row);
        WinogradTransforms<L, V>.Output(points + 5 * plane, side, out b0, out b1, out b2, out b3);
        to += 3 * column;
        to2 += 3 * column;
        L.Store(L.Add(b0, d0), to); L.Store(L.Add(b1, d1), to + row); L.Store(L.Add(b2, d2), to2); L.Store(L.Add(b3, d3), to2 + row);
    }

    /// <summary>
    /// G g G' of some rows of the kernels: <paramref name="tap"/> floats lie between a kernel's nine positions. The points become rows of right matrices, from
    /// row <paramref name="firstRow"/> of <paramref name="depth"/>, stored as panels of two vectors (the last may be of one).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Kernel(float* kernel, nint tap, int rows, int columns, int firstRow, int depth, float* points, nint plane, float* scratch)
    {
        for (int column = 0; column < columns; column += L.Count)
        {
            int first = column / (2 * L.Count) * 2 * L.Count, panel = Math.Min(2 * L.Count, columns - first);
            float* g = kernel + column, toRow = points + (nint)first * depth + (nint)firstRow * panel + column - first;
            for (int row = 0; row < rows; row++, g += columns, toRow += panel)
            {
                float* from = g, to = scratch;
                for (int c = 0; c < 3; c++, from += tap, to += L.Count)
                    WinogradTransforms<L, V>.Kernel(L.Load(from), L.Load(from + 3 * tap), L.Load(from + 6 * tap), to, 3 * L.Count);
                from = scratch;
                to = toRow;
                for (int r = 0; r < Side; r++, from += 3 * L.Count, to += Side * plane)
                    WinogradTransforms<L, V>.Kernel(L.Load(from), L.Load(from + L.Count), L.Load(from + 2 * L.Count), to, plane);
            }
        }
    }

    /// <summary>G' u G: the gradients at the points of one row of kernels to those of the nine positions, <paramref name="tap"/> floats apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void KernelGradient(float* points, nint plane, int columns, float* gradient, nint tap, float* scratch)
    {
        for (int column = 0; column < columns; column += L.Count)
        {
            float* from = points + column, to = scratch;
            for (int q = 0; q < Side; q++, from += plane, to += L.Count) WinogradTransforms<L, V>.KernelGradient(from, Side * plane, to, Side * L.Count);
            from = scratch;
            to = gradient + column;
            for (int r = 0; r < 3; r++, from += Side * L.Count, to += 3 * tap) WinogradTransforms<L, V>.KernelGradient(from, L.Count, to, tap);
        }
    }

    private static void Clear(float* from, nint count) => new Span<float>(from, (int)count).Clear();
}
