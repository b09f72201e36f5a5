using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>The mean of each window's pixels, channel by channel; padding does not count.</summary>
internal static unsafe class AveragePooling
{
    /// <summary>y[b, i, j, c] = the mean of x over window (i, j).</summary>
    public static void Forward(in PoolingGeometry g, in View x, in View y)
    {
        if (x.DType == DType.Float32) WindowReduction<float, Combiner.Add<float>>.Run(g, (float*)x.Address, (float*)y.Address);
        else WindowReduction<double, Combiner.Add<double>>.Run(g, (double*)x.Address, (double*)y.Address);
    }

    /// <summary>gradX = the sum, over the windows that hold a pixel, of gradY / (pixels in the window).</summary>
    public static void Gradient(in PoolingGeometry g, in View gradY, in View gradX)
    {
        if (gradY.DType == DType.Float32) Work<float>.Start(g, gradY, gradX);
        else Work<double>.Start(g, gradY, gradX);
    }

    /// <summary>Images are independent; within one, windows come in order, so the sums of overlapping ones do too.</summary>
    private struct Work<T> : IChunkedWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private PoolingGeometry _g;
        private T* _gradY, _gradX;
        private Cut _cut;

        public static void Start(in PoolingGeometry g, in View gradY, in View gradX)
        {
            Work<T> work = new() { _g = g, _gradY = (T*)gradY.Address, _gradX = (T*)gradX.Address, _cut = new(g.Batch, 2L * g.Height * g.Width * g.Channels) };
            WorkerPool.Run(ref work, work._cut.Chunks);
        }

        public readonly void Run(int chunk, int worker)
        {
            long image = (long)_g.Height * _g.Width * _g.Channels, pooled = (long)_g.OutHeight * _g.OutWidth * _g.Channels;
            for (long b = _cut.Start(chunk); b < _cut.End(chunk); b++)
            {
                if (!_g.Partitions) NativeMemory.Clear(_gradX + b * image, (nuint)image * (nuint)sizeof(T));
                Image(_g, _gradY + b * pooled, _gradX + b * image);
            }
        }

        [MethodImpl(AggressiveOptimization)]
        private static void Image(in PoolingGeometry g, T* gradY, T* gradX)
        {
            int channels = g.Channels, lanes = Vector512<T>.Count, outHeight = g.OutHeight, outWidth = g.OutWidth;
            bool disjoint = g.Disjoint;
            long row = (long)g.Width * channels;
            for (int i = 0; i < outHeight; i++)
            {
                (int top, int bottom) = g.Rows(i);
                for (int j = 0; j < outWidth; j++, gradY += channels)
                {
                    (int left, int right) = g.Columns(j);
                    T scale = T.One / T.CreateTruncating((bottom - top) * (right - left));
                    for (int c = 0; c < channels; c += lanes)
                    {
                        Vector512<T> share = Part.LoadUpTo(gradY + c, channels - c, default) * scale;
                        for (int r = top; r < bottom; r++)
                            for (int s = left; s < right; s++)
                            {
                                T* at = gradX + r * row + (long)s * channels + c;
                                Part.StoreUpTo(disjoint ? share : share + Part.LoadUpTo(at, channels - c, default), at, channels - c);
                            }
                    }
                }
            }
        }
    }
}
