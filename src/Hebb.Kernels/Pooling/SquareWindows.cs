using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>Windows of two by two pixels side by side, which nearly every network pools by: two image rows to one, in one pass.</summary>
/// <remarks>
/// In plain loops, over the pixels p of the output row: <c>y[p] = (x[0, 2p] + x[1, 2p]) + (x[0, 2p + 1] + x[1, 2p + 1])</c>, channel by channel, with the
/// greater of two for the sum. With as many channels as lanes, or more, a vector holds channels of one pixel, and its neighbour's lie at some distance. With
/// fewer it holds several pixels, which <see cref="PixelPairs{T}"/> sorts into left ones and right ones. Vectors are stored whole: what a group leaves in the
/// lanes that are not its own is overwritten by the next, and a row's last group stores no more than its own.
/// </remarks>
internal static unsafe class SquareWindows<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether these are such windows, and the processor can sort the pixels.</summary>
    public static bool Fit(in PoolingGeometry g) => g.PoolHeight == 2 && g.PoolWidth == 2 && g.StrideHeight == 2 && g.StrideWidth == 2
        && g.PadTop == 0 && g.PadLeft == 0 && g.OutHeight * 2 <= g.Height && g.OutWidth * 2 <= g.Width && g.Channels > 0
        && (g.Channels >= Vector512<T>.Count || PixelPairs<T>.IsSupported);

    /// <summary>The patterns that both directions want for such windows.</summary>
    public static PixelPairs<T> Pairs(in PoolingGeometry g) =>
        Fit(g) && g.Channels < Vector512<T>.Count && g.OutWidth > 0 ? new(g.Channels, g.OutWidth) : default;

    /// <summary>Combines the windows of <paramref name="rows"/> output rows of one image; a sum is then divided by four.</summary>
    public static void Combine<TCombiner>(in PoolingGeometry g, in PixelPairs<T> pairs, T* x, T* y, int rows) where TCombiner : ICombiner<T>
    {
        if (g.Channels >= Vector512<T>.Count) CombineMany<TCombiner>(g, x, y, rows);
        else CombineFew<TCombiner>(g, pairs, x, y, rows);
    }

    /// <summary>The gradient of the greatest, for a whole image: each window's goes to its first pixel that equals the maximum, or is not a number; to the last
    /// if none before it does.</summary>
    public static void MaximumGradient(in PoolingGeometry g, in PixelPairs<T> pairs, T* x, T* y, T* gradY, T* gradX)
    {
        if (g.Channels >= Vector512<T>.Count) GradientMany(g, x, y, gradY, gradX);
        else GradientFew(g, pairs, x, y, gradY, gradX);
    }

    [MethodImpl(AggressiveOptimization)]
    private static void CombineMany<TCombiner>(in PoolingGeometry g, T* x, T* y, int rows) where TCombiner : ICombiner<T>
    {
        int channels = g.Channels, last = channels - Vector512<T>.Count, outWidth = g.OutWidth;
        long row = (long)g.Width * channels;
        Vector512<T> quarter = Vector512.Create(T.CreateTruncating(0.25));
        for (; rows > 0; rows--, x += 2 * row)
        {
            T* upper = x, lower = x + row;
            for (int j = 0; j < outWidth; j++, upper += 2 * channels, lower += 2 * channels, y += channels)
                for (int from = 0; from < channels; from += Vector512<T>.Count)
                {
                    int c = Math.Min(from, last);   // the last vector reaches back over channels of the one before rather than past the end
                    Vector512<T> left = TCombiner.Combine(Vector512.Load(upper + c), Vector512.Load(lower + c));
                    Vector512<T> right = TCombiner.Combine(Vector512.Load(upper + channels + c), Vector512.Load(lower + channels + c));
                    Vector512<T> result = TCombiner.Combine(left, right);
                    Vector512.Store(WindowReduction<T, TCombiner>.Averages ? result * quarter : result, y + c);
                }
        }
    }

    [MethodImpl(AggressiveOptimization)]
    private static void CombineFew<TCombiner>(in PoolingGeometry g, in PixelPairs<T> pairs, T* x, T* y, int rows) where TCombiner : ICombiner<T>
    {
        int channels = g.Channels, lanes = Vector512<T>.Count, group = pairs.Pairs * channels, pooled = g.OutWidth * channels, row = g.Width * channels;
        Vector512<T> lefts = pairs.Left, rights = pairs.Right, quarter = Vector512.Create(T.CreateTruncating(0.25));
        for (; rows > 0; rows--, x += 2 * (long)row, y += pooled)
        {
            T* lower = x + row;
            int e = 0;
            for (; e + lanes <= pooled; e += group)
            {
                Vector512<T> first = TCombiner.Combine(Vector512.Load(x + 2 * e), Vector512.Load(lower + 2 * e));
                Vector512<T> second = TCombiner.Combine(Vector512.Load(x + 2 * e + lanes), Vector512.Load(lower + 2 * e + lanes));
                Vector512<T> result = TCombiner.Combine(PixelPairs<T>.Choose(lefts, first, second), PixelPairs<T>.Choose(rights, first, second));
                Vector512.Store(WindowReduction<T, TCombiner>.Averages ? result * quarter : result, y + e);
            }
            if (e < pooled)
            {
                e = pooled - group;
                Vector512<T> first = TCombiner.Combine(Part.LoadUpTo(x + 2 * e, 2 * group, default), Part.LoadUpTo(lower + 2 * e, 2 * group, default));
                Vector512<T> second = TCombiner.Combine(Part.LoadUpTo(x + 2 * e + lanes, 2 * group - lanes, default),
                    Part.LoadUpTo(lower + 2 * e + lanes, 2 * group - lanes, default));
                Vector512<T> result = TCombiner.Combine(PixelPairs<T>.Choose(lefts, first, second), PixelPairs<T>.Choose(rights, first, second));
                Part.StoreUpTo(WindowReduction<T, TCombiner>.Averages ? result * quarter : result, y + e, group);
            }
        }
    }

    [MethodImpl(AggressiveOptimization)]
    private static void GradientMany(in PoolingGeometry g, T* x, T* y, T* gradY, T* gradX)
    {
        int channels = g.Channels, last = channels - Vector512<T>.Count, outWidth = g.OutWidth;
        long row = (long)g.Width * channels;
        for (int i = g.OutHeight; i > 0; i--, x += 2 * row, gradX += 2 * row)
        {
            T* from = x, to = gradX;
            for (int j = 0; j < outWidth; j++, from += 2 * channels, to += 2 * channels, y += channels, gradY += channels)
                for (int start = 0; start < channels; start += Vector512<T>.Count)
                {
                    int c = Math.Min(start, last);
                    Vector512<T> max = Vector512.Load(y + c), gradient = Vector512.Load(gradY + c);
                    Vector512.Store(Take(ref gradient, Vector512.Load(from + c), max), to + c);
                    Vector512.Store(Take(ref gradient, Vector512.Load(from + channels + c), max), to + channels + c);
                    Vector512.Store(Take(ref gradient, Vector512.Load(from + row + c), max), to + row + c);
                    Vector512.Store(gradient, to + row + channels + c);
                }
        }
    }

    [MethodImpl(AggressiveOptimization)]
    private static void GradientFew(in PoolingGeometry g, in PixelPairs<T> pairs, T* x, T* y, T* gradY, T* gradX)
    {
        int channels = g.Channels, lanes = Vector512<T>.Count, group = pairs.Pairs * channels, pooled = g.OutWidth * channels, row = g.Width * channels;
        Vector512<T> lefts = pairs.Left, rights = pairs.Right, firsts = pairs.First, seconds = pairs.Second;
        for (int i = g.OutHeight; i > 0; i--, x += 2 * (long)row, gradX += 2 * (long)row, y += pooled, gradY += pooled)
        {
            T* lower = x + row, lowerX = gradX + row;
            int e = 0;
            for (; e + lanes <= pooled; e += group)
            {
                Vector512<T> max = Vector512.Load(y + e), gradient = Vector512.Load(gradY + e);
                Vector512<T> first = Vector512.Load(x + 2 * e), second = Vector512.Load(x + 2 * e + lanes);
                Vector512<T> left = Take(ref gradient, PixelPairs<T>.Choose(lefts, first, second), max);
                Vector512<T> right = Take(ref gradient, PixelPairs<T>.Choose(rights, first, second), max);
                Vector512.Store(PixelPairs<T>.Choose(firsts, left, right), gradX + 2 * e);
                Vector512.Store(PixelPairs<T>.Choose(seconds, left, right), gradX + 2 * e + lanes);
                left = Take(ref gradient, PixelPairs<T>.Choose(lefts, Vector512.Load(lower + 2 * e), Vector512.Load(lower + 2 * e + lanes)), max);
                Vector512.Store(PixelPairs<T>.Choose(firsts, left, gradient), lowerX + 2 * e);
                Vector512.Store(PixelPairs<T>.Choose(seconds, left, gradient), lowerX + 2 * e + lanes);
            }
            if (e < pooled)
            {
                e = pooled - group;
                int rest = 2 * group - lanes;
                Vector512<T> max = Part.LoadUpTo(y + e, group, default), gradient = Part.LoadUpTo(gradY + e, group, default);
                Vector512<T> first = Part.LoadUpTo(x + 2 * e, 2 * group, default), second = Part.LoadUpTo(x + 2 * e + lanes, rest, default);
                Vector512<T> left = Take(ref gradient, PixelPairs<T>.Choose(lefts, first, second), max);
                Vector512<T> right = Take(ref gradient, PixelPairs<T>.Choose(rights, first, second), max);
                Part.StoreUpTo(PixelPairs<T>.Choose(firsts, left, right), gradX + 2 * e, 2 * group);
                Part.StoreUpTo(PixelPairs<T>.Choose(seconds, left, right), gradX + 2 * e + lanes, rest);
                first = Part.LoadUpTo(lower + 2 * e, 2 * group, default);
                second = Part.LoadUpTo(lower + 2 * e + lanes, rest, default);
                left = Take(ref gradient, PixelPairs<T>.Choose(lefts, first, second), max);
                Part.StoreUpTo(PixelPairs<T>.Choose(firsts, left, gradient), lowerX + 2 * e, 2 * group);
                Part.StoreUpTo(PixelPairs<T>.Choose(seconds, left, gradient), lowerX + 2 * e + lanes, rest);
            }
        }
    }

    /// <summary>The gradient where the pixel is the maximum, zero elsewhere; what was taken is gone for the window's next pixels.</summary>
    [MethodImpl(AggressiveInlining)]
    private static Vector512<T> Take(ref Vector512<T> gradient, Vector512<T> pixel, Vector512<T> max)
    {
        Vector512<T> hit = Vector512.Equals(pixel, max) | ~Vector512.Equals(pixel, pixel), taken = gradient & hit;
        gradient = Vector512.AndNot(gradient, hit);
        return taken;
    }
}
