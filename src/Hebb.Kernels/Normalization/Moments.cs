using System.Numerics;

namespace Hebb.Kernels;

/// <summary>The mean and the (population) variance of each column.</summary>
internal static unsafe class Moments
{
    /// <summary>mean[c] = sum x[r, c] / rows; variance[c] = sum (x[r, c] - mean[c])^2 / rows.</summary>
    public static void Run(in View x, in View mean, in View variance, long rows, int channels)
    {
        if (x.DType == DType.Float32) Run((float*)x.Address, (float*)mean.Address, (float*)variance.Address, rows, channels);
        else Run((double*)x.Address, (double*)mean.Address, (double*)variance.Address, rows, channels);
    }

    private static void Run<T>(T* x, T* mean, T* variance, long rows, int channels) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int c = 0; c < channels; c++)
        {
            T sum = T.Zero, squares = T.Zero;
            for (long r = 0; r < rows; r++) sum += x[r * channels + c];
            T m = sum / T.CreateTruncating(rows);
            for (long r = 0; r < rows; r++) squares += (x[r * channels + c] - m) * (x[r * channels + c] - m);
            (mean[c], variance[c]) = (m, squares / T.CreateTruncating(rows));
        }
    }
}
