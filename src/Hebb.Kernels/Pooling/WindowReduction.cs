using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>Combines the pixels of each window, channel by channel; a sum is then divided by their number.</summary>
/// <remarks>
/// for each window: for each column s of it: for each row r: for each channel c: y[c] += x[r, s, c], so lanes are channels.
/// With fewer channels than lanes, the rows of a window are combined first, along whole rows of the image whatever the channels, and then the columns, a pixel
/// at a time: a vector holds the pixel and
/// some of its right neighbours, whose places are written again when it is their turn. Windows of two by two
/// have a shorter way (<see cref="SquareWindows{T}"/>). The order is the same whatever the number of channels: columns are combined first, and then each other.
/// </remarks>
internal static unsafe class WindowReduction<T, TCombiner> where T : unmanaged, IBinaryFloatingPointIeee754<T> where TCombiner : ICombiner<T>
{
    private const int Buffer = 4096;

    /// <summary>Whether a result is divided by the number of its pixels.</summary>
    public static bool Averages => typeof(TCombiner) == typeof(Combiner.Add<T>);

    /// <summary>Combines every window.</summary>
    public static void Run(in PoolingGeometry g, T* x, T* y)
    {
        if (g.Channels == 0) return;
        Work work = new()
        {
            G = g, X = x, Y = y, Cut = new((long)g.Batch * g.OutHeight, (long)g.PoolHeight * g.Width * g.Channels),
            Squares = SquareWindows<T>.Fit(g), Pairs = SquareWindows<T>.Pairs(g),
        };
        WorkerPool.Run(ref work, work.Cut.Chunks);
    }

    [MethodImpl(AggressiveOptimization)]
    private static void ManyChannels(in PoolingGeometry g, T* x, T* y, int top, int bottom)
    {
        int channels = g.Channels, lanes = Vector512<T>.Count, outWidth = g.OutWidth;
        long row = (long)g.Width * channels;
        for (int j = 0; j < outWidth; j++, y += channels)
        {
            (int left, int right) = g.Columns(j);
            Vector512<T> scale = Vector512.Create(T.One / T.CreateTruncating((bottom - top) * (right - left)));
            T* window = x + top * row + (long)left * channels;
            for (int first = 0; first < channels; first += lanes)
            {
                int c = Math.Min(first, channels - lanes);   // the last vector reaches back over channels of the one before rather than past the end
                Vector512<T> result = Vector512.Create(TCombiner.Identity);
                for (int s = 0; s < right - left && bottom > top; s++)
                {
                    T* pixel = window + (long)s * channels + c;
                    Vector512<T> column = Vector512.Load(pixel);
                    for (int r = top + 1; r < bottom; r++) column = TCombiner.Combine(column, Vector512.Load(pixel += row));
                    result = s == 0 ? column : TCombiner.Combine(result, column);
                }
                Vector512.Store(Averages ? result * scale : result, y + c);
            }
        }
    }

    /// <summary>Several output rows at a time: first the rows of all their windows, then the columns, by when the first have left the store buffer and can be
    /// read at other offsets without waiting.</summary>
    [SkipLocalsInit]
    private static void FewChannels(in PoolingGeometry g, T* x, T* y, int from, int to)
    {
        int width = g.Width * g.Channels, together = Buffer / width;
        T* columns = stackalloc T[Buffer + 64];
        for (; from < to; from += together)
        {
            int until = Math.Min(to, from + together);
            for (int i = from; i < until; i++)
            {
                (int top, int bottom) = g.Rows(i);
                CombineRows(x + (long)top * width, columns + (long)(i - from) * width, bottom - top, width);
            }
            for (int i = from; i < until; i++, y += (long)g.OutWidth * g.Channels)
            {
                (int top, int bottom) = g.Rows(i);
                CombineColumns(g, columns + (long)(i - from) * width, y, bottom - top);
            }
        }
    }

    [MethodImpl(AggressiveOptimization)]
    private static void CombineRows(T* x, T* columns, int rows, int width)
    {
        int lanes = Vector512<T>.Count;
        for (int e = 0; e < width; e += lanes)
        {
            Vector512<T> result = Part.LoadUpTo(x + e, width - e, default);
            for (int r = 1; r < rows; r++) result = TCombiner.Combine(result, Part.LoadUpTo(x + (long)r * width + e, width - e, default));
            Vector512.Store(result, columns + e);
        }
    }

    [MethodImpl(AggressiveOptimization)]
    private static void CombineColumns(in PoolingGeometry g, T* columns, T* y, int rows)
    {
        int channels = g.Channels, lanes = Vector512<T>.Count, outWidth = g.OutWidth, whole = outWidth * channels - lanes;
        for (int j = 0, at = 0; j < outWidth; j++, at += channels)
        {
            (int left, int right) = g.Columns(j);
            T* pixel = columns + left * channels;
            Vector512<T> result = Vector512.Load(pixel);
            for (int s = right - left; s > 1; s--) result = TCombiner.Combine(result, Vector512.Load(pixel += channels));
            if (Averages) result *= T.One / T.CreateTruncating(rows * (right - left));
            if (at <= whole) Vector512.Store(result, y + at);
            else Part.Store(result, y + at, channels);
        }
    }

    private struct Work : IChunkedWork
    {
        public PoolingGeometry G;
        public T* X, Y;
        public Cut Cut;
        public bool Squares;
        public PixelPairs<T> Pairs;

        public readonly void Run(int chunk, int worker)
        {
            long pooled = (long)G.OutWidth * G.Channels;
            for (long item = Cut.Start(chunk), end = Cut.End(chunk); item < end;)
            {
                long b = item / G.OutHeight;
                int from = (int)(item % G.OutHeight), to = (int)Math.Min(G.OutHeight, from + end - item);   // rows of one image
                T* x = X + b * G.Height * G.Width * G.Channels, y = Y + item * pooled;
                item += to - from;
                if (Squares) SquareWindows<T>.Combine<TCombiner>(G, Pairs, x + 2L * from * G.Width * G.Channels, y, to - from);
                else if (G.Channels >= Vector512<T>.Count)
                    for (; from < to; from++, y += pooled) ManyChannels(G, x, y, G.Rows(from).From, G.Rows(from).To);
                else if (G.Width * G.Channels <= Buffer) FewChannels(G, x, y, from, to);
                else
                    for (; from < to; from++, y += pooled) Plain(G, x, y, G.Rows(from).From, G.Rows(from).To);
            }
        }
    }

    /// <summary>For few channels in rows longer than any buffer.</summary>
    private static void Plain(in PoolingGeometry g, T* x, T* y, int top, int bottom)
    {
        int outWidth = g.OutWidth;
        for (int j = 0; j < outWidth; j++)
        {
            (int left, int right) = g.Columns(j);
            for (int c = 0; c < g.Channels; c++)
            {
                T result = TCombiner.Identity;
                for (int s = left; s < right && bottom > top; s++)
                {
                    T column = x[((long)top * g.Width + s) * g.Channels + c];
                    for (int r = top + 1; r < bottom; r++) column = TCombiner.Combine(column, x[((long)r * g.Width + s) * g.Channels + c]);
                    result = s == left ? column : TCombiner.Combine(result, column);
                }
                *y++ = Averages ? result * (T.One / T.CreateTruncating((bottom - top) * (right - left))) : result;
            }
        }
    }
}
