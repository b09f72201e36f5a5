using System.Numerics;

namespace Hebb.Kernels;

/// <summary>The greatest value of each window, channel by channel.</summary>
internal static unsafe class MaxPooling
{
    /// <summary>y[b, i, j, c] = the greatest x in window (i, j); NaN when any is.</summary>
    public static void Forward(in PoolingGeometry g, in View x, in View y)
    {
        if (x.DType == DType.Float32) Forward(g, (float*)x.Address, (float*)y.Address);
        else Forward(g, (double*)x.Address, (double*)y.Address);
    }

    /// <summary>gradX = the sum of gradY over the windows in which a pixel is the first maximum, in row-major order; found again from x and y.</summary>
    public static void Gradient(in PoolingGeometry g, in View x, in View y, in View gradY, in View gradX)
    {
        if (x.DType == DType.Float32) Gradient(g, (float*)x.Address, (float*)y.Address, (float*)gradY.Address, (float*)gradX.Address);
        else Gradient(g, (double*)x.Address, (double*)y.Address, (double*)gradY.Address, (double*)gradX.Address);
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
                    for (int c = 0; c < channels; c++)
                    {
                        T best = T.NegativeInfinity;
                        for (int r = top; r < bottom; r++)
                            for (int s = left; s < right; s++) best = T.Max(best, x[((long)r * g.Width + s) * channels + c]);
                        y[c] = best;
                    }
                }
    }

    private static void Gradient<T>(in PoolingGeometry g, T* x, T* y, T* gradY, T* gradX) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = g.Channels;
        long image = (long)g.Height * g.Width * channels;
        for (int b = 0; b < g.Batch; b++, x += image, gradX += image)
        {
            for (long e = 0; e < image; e++) gradX[e] = T.Zero;
            for (int i = 0; i < g.OutHeight; i++)
                for (int j = 0; j < g.OutWidth; j++, y += channels, gradY += channels)
                {
                    (int top, int bottom) = g.Rows(i);
                    (int left, int right) = g.Columns(j);
                    for (int c = 0; c < channels; c++)
                    {
                        bool given = false;
                        for (int r = top; r < bottom && !given; r++)
                            for (int s = left; s < right && !given; s++)
                            {
                                long at = ((long)r * g.Width + s) * channels + c;
                                given = x[at] == y[c] || T.IsNaN(x[at]);
                                if (given) gradX[at] += gradY[c];
                            }
                    }
                }
        }
    }
}
