using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>Combines the pixels of each window, channel by channel; a sum is then divided by their number.</summary>
/// <remarks>
/// for each window: for each pixel (r, s) in it: for each channel c: y[c] += x[r, s, c], so lanes are channels.
/// With fewer channels than lanes, the rows of a window are combined first, along whole rows of the image whatever the channels, and then the columns, a pixel at a time: a vector holds the pixel and
/// some of its right neighbours, whose places are written again when it is their turn.
/// </remarks>
internal static unsafe class WindowReduction<T, TCombiner> where T : unmanaged, IBinaryFloatingPointIeee754<T> where TCombiner : ICombiner<T>
{
    private const int Buffer = 4096;

    private static bool Averages => typeof(TCombiner) == typeof(Combiner.Add<T>);

    /// <summary>Combines every window.</summary>
    public static void Run(in PoolingGeometry g, T* x, T* y)
    {
        Work work = new() { G = g, X = x, Y = y, Cut = new((long)g.Batch * g.OutHeight, (long)g.PoolHeight * g.Width * g.Channels) };
        WorkerPool.Run(ref work, work.Cut.Chunks);
    }

    [MethodImpl(AggressiveOptimization)]
    private static void ManyChannels(in PoolingGeometry g, T* x, T* y, int top, int bottom)
    {
        int channels = g.Channels, lanes = Vector512<T>.Count;
        long row = (long)g.Width * channels;
        for (int j = 0; j < g.OutWidth; j++, y += channels)
        {
            (int left, int right) = g.Columns(j);
            Vector512<T> scale = Vector512.Create(T.One / T.CreateTruncating((bottom - top) * (right - left)));
            T* window = x + top * row + (long)left * channels;
            for (int first = 0; first < channels; first += lanes)
            {
                int c = Math.Min(first, channels - lanes);   // the last vector reaches back over channels of the one before rather than past the end
                Vector512<T> result = Vector512.Create(TCombiner.Identity);
                T* pixels = window + c;
                for (int r = top; r < bottom; r++, pixels += row)
                    for (int s = 0; s < right - left; s++) result = TCombiner.Combine(result, Vector512.Load(pixels + (long)s * channels));
                Vector512.Store(Averages ? result * scale : result, y + c);
            }
        }
    }

    [MethodImpl(AggressiveOptimization), SkipLocalsInit]
    private static void FewChannels(in PoolingGeometry g, T* x, T* y, int top, int bottom)
    {
        int channels = g.Channels, lanes = Vector512<T>.Count, together = Math.Max(1, (Buffer / channels - g.PoolWidth) / g.StrideWidth);
        long row = (long)g.Width * channels, end = (long)g.OutWidth * channels;
        T* columns = stackalloc T[Buffer + 64];
        for (int from = 0; from < g.OutWidth; from += together)
        {
            int to = Math.Min(g.OutWidth, from + together), first = g.Columns(from).From;
            long width = (long)(g.Columns(to - 1).To - first) * channels;
            T* pixels = x + top * row + (long)first * channels;
            for (long e = 0; e < width; e += lanes)
            {
                Vector512<T> result = Vector512.Create(TCombiner.Identity);
                for (int r = 0; r < bottom - top; r++) result = TCombiner.Combine(result, Part.LoadUpTo(pixels + r * row + e, width - e, default));
                Vector512.Store(result, columns + e);
            }
            for (int j = from; j < to; j++)
            {
                (int left, int right) = g.Columns(j);
                Vector512<T> result = Vector512.Create(TCombiner.Identity);
                for (int s = left - first; s < right - first; s++) result = TCombiner.Combine(result, Vector512.Load(columns + s * channels));
                if (Averages) result *= T.One / T.CreateTruncating((bottom - top) * (right - left));
                long at = (long)j * channels;
                if (at + lanes <= end) Vector512.Store(result, y + at);
                else Part.Store(result, y + at, channels);
            }
        }
    }

    private struct Work : IChunkedWork
    {
        public PoolingGeometry G;
        public T* X, Y;
        public Cut Cut;

        public readonly void Run(int chunk, int worker)
        {
            for (long item = Cut.Start(chunk); item < Cut.End(chunk); item++)
            {
                long b = item / G.OutHeight;
                (int top, int bottom) = G.Rows((int)(item % G.OutHeight));
                T* x = X + b * G.Height * G.Width * G.Channels, y = Y + item * G.OutWidth * G.Channels;
                bool few = G.Channels < Vector512<T>.Count && (G.PoolWidth + G.StrideWidth) * G.Channels <= Buffer;
                if (G.Channels >= Vector512<T>.Count) ManyChannels(G, x, y, top, bottom);
                else if (few) FewChannels(G, x, y, top, bottom);
                else Plain(G, x, y, top, bottom);
            }
        }
    }

    /// <summary>For windows wider than any buffer.</summary>
    private static void Plain(in PoolingGeometry g, T* x, T* y, int top, int bottom)
    {
        for (int j = 0; j < g.OutWidth; j++)
        {
            (int left, int right) = g.Columns(j);
            for (int c = 0; c < g.Channels; c++)
            {
                T result = TCombiner.Identity;
                for (int r = top; r < bottom; r++)
                    for (int s = left; s < right; s++) result = TCombiner.Combine(result, x[((long)r * g.Width + s) * g.Channels + c]);
                *y++ = Averages ? result / T.CreateTruncating((bottom - top) * (right - left)) : result;
            }
        }
    }
}
