using System.Numerics;

namespace Hebb.Kernels;

/// <summary>y = exp(x - max x) / sum exp(x - max x), each row by itself.</summary>
internal static unsafe class Softmax
{
    /// <summary>The softmax of each row.</summary>
    public static void Run(in View x, in View y, long rows, int length)
    {
        if (x.DType == DType.Float32) Run((float*)x.Address, (float*)y.Address, rows, length);
        else Run((double*)x.Address, (double*)y.Address, rows, length);
    }

    /// <summary>gx = y * (gy - sum of y * gy), each row by itself.</summary>
    public static void Gradient(in View y, in View gy, in View gx, long rows, int length)
    {
        if (y.DType == DType.Float32) Gradient((float*)y.Address, (float*)gy.Address, (float*)gx.Address, rows, length);
        else Gradient((double*)y.Address, (double*)gy.Address, (double*)gx.Address, rows, length);
    }

    private static void Run<T>(T* x, T* y, long rows, int length) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (; rows > 0; rows--, x += length, y += length)
        {
            T max = T.NegativeInfinity, sum = T.Zero;
            for (int i = 0; i < length; i++) max = T.Max(max, x[i]);
            for (int i = 0; i < length; i++) sum += y[i] = T.Exp(x[i] - max);
            for (int i = 0; i < length; i++) y[i] /= sum;
        }
    }

    private static void Gradient<T>(T* y, T* gy, T* gx, long rows, int length) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (; rows > 0; rows--, y += length, gy += length, gx += length)
        {
            T dot = T.Zero;
            for (int i = 0; i < length; i++) dot += y[i] * gy[i];
            for (int i = 0; i < length; i++) gx[i] = y[i] * (gy[i] - dot);
        }
    }
}
