using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>The sum of an image's pixels, channel by channel.</summary>
/// <remarks>
/// In plain loops: <c>for (p &lt; pixels) sum[p % 4, c] += x[n, p, c]; y[n, c] = (sum[0, c] + sum[1, c]) + (sum[2, c] + sum[3, c])</c>. Lanes are channels. The
/// order of an image's sums depends on the number of its pixels alone, neither on how many channels there are nor on how many images: so it is the same where
/// 16 images lie in lanes, as one image with 16 times as many channels. Four sums, because one that waits for itself would go through memory at a quarter of
/// the speed.
/// </remarks>
internal static unsafe class PixelSums
{
    /// <summary>y[n, c] = the sum over p of x[n, p, c].</summary>
    public static void Run(in View x, in View y, long images, long pixels, int channels)
    {
        if (y.Count == 0) return;
        if (x.DType == DType.Float32) Work<float>.Start(x, y, images, pixels, channels);
        else Work<double>.Start(x, y, images, pixels, channels);
    }

    private struct Work<T> : IChunkedWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private T* _x, _y;
        private long _images, _pixels;
        private int _channels, _blocks;
        private Cut _cut;

        private static int Lanes => Vector512<T>.Count;

        public static void Start(in View x, in View y, long images, long pixels, int channels)
        {
            int blocks = (channels + 4 * Lanes - 1) / (4 * Lanes);
            Work<T> work = new()
            {
                _x = (T*)x.Address, _y = (T*)y.Address, _images = images, _pixels = pixels, _channels = channels, _blocks = blocks,
                _cut = new(images * blocks, pixels * Math.Min(channels, 4 * Lanes)),
            };
            WorkerPool.Run(ref work, work._cut.Chunks);
        }

        public readonly void Run(int chunk, int worker)
        {
            for (long item = _cut.Start(chunk); item < _cut.End(chunk); item++)
            {
                long image = item / _blocks;
                int first = (int)(item % _blocks) * 4 * Lanes, end = Math.Min(_channels, first + 4 * Lanes);
                T* x = _x + image * _pixels * _channels, y = _y + image * _channels;
                if (end - first == 4 * Lanes) Four(x + first, y + first, _pixels, _channels);
                else
                    for (; first < end; first += Lanes)
                    {
                        // A vector may reach into the next pixel, but not beyond the last image.
                        long whole = ((_images - image) * _pixels * _channels - first - Lanes) / _channels + 1;
                        One(x + first, y + first, _pixels, _channels, Math.Min(Lanes, end - first), Math.Clamp(whole, 0, _pixels));
                    }
            }
        }

        /// <summary>One vector of channels, of which so many count; it can be read whole for the first pixels.</summary>
        [MethodImpl(AggressiveOptimization)]
        private static void One(T* x, T* y, long pixels, long stride, int channels, long whole)
        {
            Vector512<T> none = default, a = none, b = none, c = none, d = none;
            long p = 0;
            for (; p + 4 <= whole; p += 4, x += 4 * stride)
            {
                a += Vector512.Load(x);
                b += Vector512.Load(x + stride);
                c += Vector512.Load(x + 2 * stride);
                d += Vector512.Load(x + 3 * stride);
            }
            for (; p < pixels; p += 4, x += 4 * stride)
            {
                a += Part.LoadUpTo(x, channels, none);
                if (p + 1 < pixels) b += Part.LoadUpTo(x + stride, channels, none);
                if (p + 2 < pixels) c += Part.LoadUpTo(x + 2 * stride, channels, none);
                if (p + 3 < pixels) d += Part.LoadUpTo(x + 3 * stride, channels, none);
            }
            Part.StoreUpTo((a + b) + (c + d), y, channels);
        }

        /// <summary>Four vectors of channels.</summary>
        [MethodImpl(AggressiveOptimization)]
        private static void Four(T* x, T* y, long pixels, long stride)
        {
            int lanes = Lanes;
            Vector512<T> a0 = default, b0 = default, c0 = default, d0 = default, a1 = default, b1 = default, c1 = default, d1 = default;
            Vector512<T> a2 = default, b2 = default, c2 = default, d2 = default, a3 = default, b3 = default, c3 = default, d3 = default;
            for (; pixels >= 4; pixels -= 4, x += 4 * stride)
            {
                Add(x, lanes, ref a0, ref a1, ref a2, ref a3);
                Add(x + stride, lanes, ref b0, ref b1, ref b2, ref b3);
                Add(x + 2 * stride, lanes, ref c0, ref c1, ref c2, ref c3);
                Add(x + 3 * stride, lanes, ref d0, ref d1, ref d2, ref d3);
            }
            if (pixels > 0) Add(x, lanes, ref a0, ref a1, ref a2, ref a3);
            if (pixels > 1) Add(x + stride, lanes, ref b0, ref b1, ref b2, ref b3);
            if (pixels > 2) Add(x + 2 * stride, lanes, ref c0, ref c1, ref c2, ref c3);
            Vector512.Store((a0 + b0) + (c0 + d0), y);
            Vector512.Store((a1 + b1) + (c1 + d1), y + lanes);
            Vector512.Store((a2 + b2) + (c2 + d2), y + 2 * lanes);
            Vector512.Store((a3 + b3) + (c3 + d3), y + 3 * lanes);
        }

        [MethodImpl(AggressiveInlining)]
        private static void Add(T* x, int lanes, ref Vector512<T> first, ref Vector512<T> second, ref Vector512<T> third, ref Vector512<T> fourth)
        {
            first += Vector512.Load(x);
            second += Vector512.Load(x + lanes);
            third += Vector512.Load(x + 2 * lanes);
            fourth += Vector512.Load(x + 3 * lanes);
        }
    }
}
