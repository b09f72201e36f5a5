using System.Numerics;

namespace Hebb;

/// <summary>Batch normalization as plain loops, channel by channel: what the fast kernels compute, to be read.</summary>
/// <remarks>The tensor is seen as rows of channels; each channel is normalised over all rows. (Ioffe and Szegedy 2015.)</remarks>
public static class ReferenceBatchNormalization
{
    /// <summary><c>y = (x - mean) / sqrt(variance + epsilon) * gamma + beta</c>, with the mean and the variance of each channel.</summary>
    public static void Run<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> gamma, ReadOnlySpan<T> beta, T epsilon, Span<T> y, Span<T> mean, Span<T> variance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int channels = gamma.Length, rows = x.Length / channels;
        T n = T.CreateTruncating(rows);
        for (int c = 0; c < channels; c++)
        {
            T sum = T.Zero, squares = T.Zero;
            for (int r = 0; r < rows; r++) sum += x[r * channels + c];
            mean[c] = sum / n;
            for (int r = 0; r < rows; r++) squares += (x[r * channels + c] - mean[c]) * (x[r * channels + c] - mean[c]);
            variance[c] = squares / n;
            T deviation = T.Sqrt(variance[c] + epsilon);
            for (int r = 0; r < rows; r++) y[r * channels + c] = (x[r * channels + c] - mean[c]) / deviation * gamma[c] + beta[c];
        }
    }

    /// <summary>The gradients, from that of the output: with <c>h = (x - mean) / sqrt(variance + epsilon)</c>, beta's is the sum of g, gamma's the sum of g h,
    /// and x's <c>gamma / sqrt(variance + epsilon) (g - mean of g - h * mean of (g h))</c>, since every x moves the mean and the variance too.</summary>
    public static void Gradient<T>(ReadOnlySpan<T> g, ReadOnlySpan<T> x, ReadOnlySpan<T> gamma, ReadOnlySpan<T> mean, ReadOnlySpan<T> variance, T epsilon,
        Span<T> xGradient, Span<T> gammaGradient, Span<T> betaGradient) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int channels = gamma.Length, rows = x.Length / channels;
        T n = T.CreateTruncating(rows);
        for (int c = 0; c < channels; c++)
        {
            T deviation = T.Sqrt(variance[c] + epsilon), sum = T.Zero, product = T.Zero;
            for (int r = 0; r < rows; r++)
            {
                sum += g[r * channels + c];
                product += g[r * channels + c] * (x[r * channels + c] - mean[c]) / deviation;
            }
            (betaGradient[c], gammaGradient[c]) = (sum, product);
            for (int r = 0; r < rows; r++)
            {
                T h = (x[r * channels + c] - mean[c]) / deviation;
                xGradient[r * channels + c] = gamma[c] / deviation * (g[r * channels + c] - sum / n - h * product / n);
            }
        }
    }
}
