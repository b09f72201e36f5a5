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

    /// <summary>gradX = the sum of gradY over the windows in which a pixel is the first maximum, in row-major order; found again from x and y.</summary>
    public static void Gradient(in PoolingGeometry g, in View x, in View y, in View gradY, in View gradX)
    {
        if (x.DType == DType.Float32) Work<float>.Start(g, x, y, gradY, gradX);
        else Work<double>.Start(g, x, y, gradY, gradX);
    }

    /// <summary>Images are independent; within one, windows come in order, so the sums of overlapping ones do too.</summary>
    private struct Work<T> : IChunkedWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private PoolingGeometry _g;
        private T* _x, _y, _gradY, _gradX;
        private Cut _cut;

        public static void Start(in PoolingGeometry g, in View x, in View y, in View gradY, in View gradX)
        {
            Work<T> work = new()
            {
                _g = g, _x = (T*)x.Address, _y = (T*)y.Address, _gradY = (T*)gradY.Address, _gradX = (T*)gradX.Address, _cut = new(g.Batch, 2L * g.Height * g.Width * g.Channels),
            };
            WorkerPool.Run(ref work, work._cut.Chunks);
        }

        public readonly void Run(int chunk, int worker)
        {
            long image = (long)_g.Height * _g.Width * _g.Channels, pooled = (long)_g.OutHeight * _g.OutWidth * _g.Channels;
            for (long b = _cut.Start(chunk); b < _cut.End(chunk); b++)
            {
                NativeMemory.Clear(_gradX + b * image, (nuint)image * (nuint)sizeof(T));
                Image(_g, _x + b * image, _y + b * pooled, _gradY + b * pooled, _gradX + b * image);
            }
        }

        /// <summary>Each window's gradient is handed to the first pixel that equals the maximum: a lane's gradient becomes zero once it is given away.</summary>
        [MethodImpl(AggressiveOptimization)]
        private static void Image(in PoolingGeometry g, T* x, T* y, T* gradY, T* gradX)
        {
            int channels = g.Channels, lanes = Vector512<T>.Count;
            bool disjoint = g.Disjoint;
            long row = (long)g.Width * channels;
            T* end = x + g.Height * row, endY = y + (long)g.OutHeight * g.OutWidth * channels;
            for (int i = 0; i < g.OutHeight; i++)
            {
                (int top, int bottom) = g.Rows(i);
                for (int j = 0; j < g.OutWidth; j++, y += channels, gradY += channels)
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
    }
}
