using System.Numerics;

namespace Hebb;

/// <summary>The two-dimensional convolution and its two gradients as plain loops over <c>[batch, height, width, channels]</c>: what the fast kernels must agree
/// with.</summary>
/// <remarks>All three walk over the same products: output pixel (i, j) of image b meets kernel element (r, s) at input pixel
/// (i stride + r dilation - top, j stride + s dilation - left). They differ only in which of the three arrays is the sum.</remarks>
public static class ReferenceConvolution
{
    /// <summary><c>y = sum of x * kernel</c>.</summary>
    /// <param name="x">The images, <c>[batch, height, width, in]</c>.</param>
    /// <param name="xShape">Their shape.</param>
    /// <param name="kernel">The kernel, <c>[kh, kw, in, out]</c>.</param>
    /// <param name="kernelShape">Its shape.</param>
    /// <param name="stride">The distance between windows.</param>
    /// <param name="dilation">The distance between the pixels of a window.</param>
    /// <param name="padding">The rows added above and the columns added at the left. What is added below and at the right is what the output's shape asks
    /// for.</param>
    /// <param name="y">The outputs, <c>[batch, outHeight, outWidth, out]</c>.</param>
    /// <param name="yShape">Their shape.</param>
    public static void Forward<T>(ReadOnlySpan<T> x, Shape xShape, ReadOnlySpan<T> kernel, Shape kernelShape, Size2D stride, Size2D dilation,
        (int Top, int Left) padding, Span<T> y, Shape yShape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        y.Clear();
        foreach (Meeting m in new Meetings(xShape, kernelShape, stride, dilation, padding, yShape))
            for (int o = 0; o < m.Out; o++)
                for (int c = 0; c < m.In; c++) y[m.Y + o] = T.FusedMultiplyAdd(x[m.X + c], kernel[m.Kernel + c * m.Out + o], y[m.Y + o]);
    }

    /// <summary><c>gradX = sum of gradY * kernel</c>, where gradY is the gradient of the outputs. Shapes as in <see cref="Forward"/>.</summary>
    public static void InputGradient<T>(ReadOnlySpan<T> gradY, Shape yShape, ReadOnlySpan<T> kernel, Shape kernelShape, Size2D stride, Size2D dilation,
        (int Top, int Left) padding, Span<T> gradX, Shape xShape) where T : unmanaged, IFloatingPointIeee754<T>
    {
        gradX.Clear();
        foreach (Meeting m in new Meetings(xShape, kernelShape, stride, dilation, padding, yShape))
            for (int c = 0; c < m.In; c++)
                for (int o = 0; o < m.Out; o++) gradX[m.X + c] = T.FusedMultiplyAdd(gradY[m.Y + o], kernel[m.Kernel + c * m.Out + o], gradX[m.X + c]);
    }

    /// <summary><c>gradKernel = sum of x * gradY</c>. Shapes as in <see cref="Forward"/>.</summary>
    public static void KernelGradient<T>(ReadOnlySpan<T> x, Shape xShape, ReadOnlySpan<T> gradY, Shape yShape, Size2D stride, Size2D dilation,
        (int Top, int Left) padding, Span<T> gradKernel, Shape kernelShape) where T : unmanaged, IFloatingPointIeee754<T>
    {
        gradKernel.Clear();
        foreach (Meeting m in new Meetings(xShape, kernelShape, stride, dilation, padding, yShape))
            for (int c = 0; c < m.In; c++)
                for (int o = 0; o < m.Out; o++)
                    gradKernel[m.Kernel + c * m.Out + o] = T.FusedMultiplyAdd(x[m.X + c], gradY[m.Y + o], gradKernel[m.Kernel + c * m.Out + o]);
    }

    // Where the channels of an input pixel, of an output pixel and of a kernel element begin that meet.
    private readonly record struct Meeting(int X, int Kernel, int Y, int In, int Out);

    private readonly record struct Meetings(Shape X, Shape Kernel, Size2D Stride, Size2D Dilation, (int Top, int Left) Padding, Shape Y)
    {
        public IEnumerator<Meeting> GetEnumerator()
        {
            int channelsIn = Kernel[2], channelsOut = Kernel[3];
            for (int b = 0; b < Y[0]; b++)
                for (int i = 0; i < Y[1]; i++)
                    for (int j = 0; j < Y[2]; j++)
                        for (int r = 0; r < Kernel[0]; r++)
                            for (int s = 0; s < Kernel[1]; s++)
                            {
                                int row = i * Stride.Height + r * Dilation.Height - Padding.Top, column = j * Stride.Width + s * Dilation.Width - Padding.Left;
                                if (row < 0 || row >= X[1] || column < 0 || column >= X[2]) continue;   // padding: a zero
                                yield return new(((b * X[1] + row) * X[2] + column) * channelsIn, (r * Kernel[1] + s) * channelsIn * channelsOut,
                                    ((b * Y[1] + i) * Y[2] + j) * channelsOut, channelsIn, channelsOut);
                            }
        }
    }
}
