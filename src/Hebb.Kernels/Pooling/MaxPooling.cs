using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>The greatest value of each window, channel by channel.</summary>
internal static unsafe class MaxPooling
{
    /// <summary>y[b, i, j, c] = the greatest x in window (i, j); NaN when any is.</summary>
    public static void Forward(in PoolingGeometry g, in View x, in View y)
    {
        if (x.DType == DType.Float32) WindowReduction<float, Combiner.Greatest<float>>.Run(g, (float*)x.Address, (float*)y.Address);
        else WindowReduction<double, Combiner.Greatest<double>>.Run(g, (double*)x.Address, (double*)y.Address);
    }

    /// <summary>gradX = the sum of gradY over the windows in which a pixel is the first maximum, in row-major order; found again from x and y. An
    /// epilogue is run on every image of gradX.</summary>
    public static void Gradient(in PoolingGeometry g, in View x, in View y, in View gradY, in View gradX, Epilogue? epilogue = null)
    {
        if (x.DType == DType.Float32) Work<float>.Start(g, x, y, gradY, gradX, epilogue);
        else Work<double>.Start(g, x, y, gradY, gradX, epilogue);
    }

    /// <summary>Images are independent; within one, windows come in order, so the sums of overlapping ones do too.</summary>
    private struct Work<T> : IChunkedWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private const int Buffer = 4096;

        private PoolingGeometry _g;
        private T* _x, _y, _gradY, _gradX;
        private Cut _cut;
        private bool _squares;
        private PixelPairs<T> _pairs;
        private Epilogue? _epilogue;

        public static void Start(in PoolingGeometry g, in View x, in View y, in View gradY, in View gradX, Epilogue? epilogue)
        {
            Work<T> work = new()
            {
                _g = g, _x = (T*)x.Address, _y = (T*)y.Address, _gradY = (T*)gradY.Address, _gradX = (T*)gradX.Address,
                _cut = new(g.Batch, 2L * g.Height * g.Width * g.Channels),
                _squares = SquareWindows<T>.Fit(g), _pairs = SquareWindows<T>.Pairs(g), _epilogue = epilogue,
            };
            WorkerPool.Run(ref work, work._cut.Chunks);
        }

        public readonly void Run(int chunk, int worker)
        {
            long image = (long)_g.Height * _g.Width * _g.Channels, pooled = (long)_g.OutHeight * _g.OutWidth * _g.Channels;
            for (long b = _cut.Start(chunk); b < _cut.End(chunk); b++)
            {
                if (!_g.Partitions) NativeMemory.Clear(_gradX + b * image, (nuint)image * (nuint)sizeof(T));
                if (_squares) SquareWindows<T>.MaximumGradient(_g, _pairs, _x + b * image, _y + b * pooled, _gradY + b * pooled, _gradX + b * image);
                else if (_g.Channels < Vector512<T>.Count && _g.Disjoint && _g.StrideWidth == _g.PoolWidth && _g.OutWidth * Vector512<T>.Count <= Buffer)
                    FewChannels(_g, _x + b * image, _y + b * pooled, _gradY + b * pooled, _gradX + b * image);
                else Image(_g, _x + b * image, _y + b * pooled, _gradY + b * pooled, _gradX + b * image);
                _epilogue?.RunRows(_gradX + b * image, b * _g.Height * _g.Width, (long)_g.Height * _g.Width);
            }
        }

        /// <summary>Each window's gradient is handed to the first pixel that equals the maximum: a lane's gradient becomes zero once it is given
        /// away.</summary>
        [MethodImpl(AggressiveOptimization)]
        private static void Image(in PoolingGeometry g, T* x, T* y, T* gradY, T* gradX)
        {
            int channels = g.Channels, lanes = Vector512<T>.Count, outHeight = g.OutHeight, outWidth = g.OutWidth;
            bool disjoint = g.Disjoint;
            long row = (long)g.Width * channels;
            T* end = x + g.Height * row, endY = y + (long)outHeight * outWidth * channels;
            for (int i = 0; i < outHeight; i++)
            {
                (int top, int bottom) = g.Rows(i);
                for (int j = 0; j < outWidth; j++, y += channels, gradY += channels)
                {
                    (int left, int right) = g.Columns(j);
                    for (int c = 0; c < channels; c += lanes)
                    {
                        Vector512<T> max = Part.LoadUpTo(y + c, endY - y - c, default), gradient = Part.LoadUpTo(gradY + c, endY - y - c, default);
                        for (int r = top; r < bottom; r++)
                            for (int s = left; s < right; s++)
                            {
                                long at = r * row + (long)s * channels + c;
                                Vector512<T> pixel = Part.LoadUpTo(x + at, end - x - at, default);
                                Vector512<T> hit = Vector512.Equals(pixel, max) | ~Vector512.Equals(pixel, pixel);
                                Vector512<T> given = gradient & hit;
                                if (!disjoint) given += Part.LoadUpTo(gradX + at, channels - c, default);
                                Part.StoreUpTo(given, gradX + at, channels - c);
                                gradient = Vector512.AndNot(gradient, hit);
                            }
                    }
                }
            }
        }

        /// <summary>The same for windows side by side, with fewer channels than lanes: a vector holds a pixel and some of its right neighbours, whose places
        /// are written again when it is their turn.
        /// So a row of the image is finished before the next begins, and what is left of each window's gradient waits in a buffer, a vector per
        /// window.</summary>
        [MethodImpl(AggressiveOptimization), SkipLocalsInit]
        private static void FewChannels(in PoolingGeometry g, T* x, T* y, T* gradY, T* gradX)
        {
            int channels = g.Channels, lanes = Vector512<T>.Count, outHeight = g.OutHeight, outWidth = g.OutWidth, row = g.Width * channels,
                pooled = outWidth * channels;
            int covered = Math.Min(g.Width, outWidth * g.StrideWidth - g.PadLeft) * channels;
            T* room = stackalloc T[Buffer + 16], waiting = (T*)(((nint)room + 63) & ~63);   // aligned: a vector that straddles two lines is slow to read back
            T* end = x + (long)g.Height * row, endY = y + (long)outHeight * pooled;
            for (int i = 0; i < outHeight; i++, y += pooled, gradY += pooled)
            {
                (int top, int bottom) = g.Rows(i);
                for (int j = 0; j < outWidth; j++) Vector512.Store(Part.LoadUpTo(gradY + j * channels, endY - y - j * channels, default), waiting + j * lanes);
                for (int r = top; r < bottom; r++)
                    for (int j = 0; j < outWidth; j++)
                    {
                        (int left, int right) = g.Columns(j);
                        Vector512<T> max = Part.LoadUpTo(y + j * channels, endY - y - j * channels, default), gradient = Vector512.Load(waiting + j * lanes);
                        for (int s = left; s < right; s++)
                        {
                            long at = (long)r * row + s * channels;
                            Vector512<T> pixel = Part.LoadUpTo(x + at, end - x - at, default),
                                hit = Vector512.Equals(pixel, max) | ~Vector512.Equals(pixel, pixel);
                            if (s * channels + lanes <= covered) Vector512.Store(gradient & hit, gradX + at);
                            else Part.Store(gradient & hit, gradX + at, channels);
                            gradient = Vector512.AndNot(gradient, hit);
                        }
                        Vector512.Store(gradient, waiting + j * lanes);
                    }
            }
        }
    }
}
