using System.Numerics;

namespace Hebb.Kernels;

/// <summary>The mean of each window's pixels, channel by channel; padding does not count.</summary>
internal static unsafe class AveragePooling
{
    /// <summary>y[b, i, j, c] = the mean of x over window (i, j).</summary>
    public static void Forward(in PoolingGeometry g, in View x, in View y)
    {
        if (x.DType == DType.Float32) Forward(g, (float*)x.Address, (float*)y.Address);
        else Forward(g, (double*)x.Address, (double*)y.Address);
    }

    /// <summary>gradX = the sum over the windows that hold a pixel of gradY / (pixels in the window).</summary>
    public static void Gradient(in PoolingGeometry g, in View gradY, in View gradX)
    {
        if (gradY.DType == DType.Float32) Gradient(g, (float*)gradY.Address, (float*)gradX.Address);
        else Gradient(g, (double*)gradY.Address, (double*)gradX.Address);
    }

    private static void Forward<T>(in PoolingGeometry g, T* x, T* y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = g.Channels;
        for (int b = 0; b < g.Batch; b++, x += (long)g.Height * g.Width * channels)
            for (int i = 0; i < g.OutHeight; i++)
                for (int j = 0; j < g.OutWidth; j++, y += channels)
                {
                    (int top, int bottom) = g.Rows(i);
                    (int left, int right) = g.Columns(j);
                    T scale = T.One / T.CreateTruncating((bottom - top) * (right - left));
                    for (int c = 0; c < channels; c++)
                    {
                        T sum = T.Zero;
                        for (int r = top; r < bottom; r++)
                            for (int s = left; s < right; s++) sum += x[((long)r * g.Width + s) * channels + c];
                        y[c] = sum * scale;
                    }
                }
    }

    private static void Gradient<T>(in PoolingGeometry g, T* gradY, T* gradX) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = g.Channels;
        long image = (long)g.Height * g.Width * channels;
        for (int b = 0; b < g.Batch; b++, gradX += image)
        {
            for (long e = 0; e < image; e++) gradX[e] = T.Zero;
            for (int i = 0; i < g.OutHeight; i++)
                for (int j = 0; j < g.OutWidth; j++, gradY += channels)
                {
                    (int top, int bottom) = g.Rows(i);
                    (int left, int right) = g.Columns(j);
                    T scale = T.One / T.CreateTruncating((bottom - top) * (right - left));
                    for (int r = top; r < bottom; r++)
                        for (int s = left; s < right; s++)
                            for (int c = 0; c < channels; c++) gradX[((long)r * g.Width + s) * channels + c] += gradY[c] * scale;
                }
        }
    }
}
