using System.Numerics;

namespace Hebb;

/// <summary>Max and average pooling and their gradients as plain loops over <c>[batch, height, width, channels]</c>: what the fast kernels must agree
/// with.</summary>
/// <remarks>Windows are cut off at the image's border, so padding never wins a maximum and does not count in an average.</remarks>
public static class ReferencePooling
{
    /// <summary><c>y = the greatest x of each window</c>; NaN when any is.</summary>
    /// <param name="x">The images, <c>[batch, height, width, channels]</c>.</param>
    /// <param name="xShape">Their shape.</param>
    /// <param name="size">The window.</param>
    /// <param name="stride">The distance between windows.</param>
    /// <param name="padding">The rows added above and the columns added at the left.</param>
    /// <param name="y">The outputs, <c>[batch, outHeight, outWidth, channels]</c>.</param>
    /// <param name="yShape">Their shape.</param>
    public static void Max<T>(ReadOnlySpan<T> x, Shape xShape, Size2D size, Size2D stride, (int Top, int Left) padding, Span<T> y, Shape yShape)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        SelectMax(x, x, xShape, size, stride, padding, y, yShape);

    /// <summary><c>y = values at the place of the greatest x of each window</c>: the first one in row-major order, or the first NaN.</summary>
    public static void SelectMax<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> values, Shape xShape, Size2D size, Size2D stride, (int Top, int Left) padding,
        Span<T> y, Shape yShape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int output = 0; output < y.Length; output++) y[output] = values[FirstMax(x, xShape, new(output, xShape, size, stride, padding, yShape))];
    }

    /// <summary><c>gradX = gradY of the windows whose first maximum a pixel is, added up</c>.</summary>
    public static void MaxGradient<T>(ReadOnlySpan<T> x, Shape xShape, ReadOnlySpan<T> gradY, Shape yShape, Size2D size, Size2D stride,
        (int Top, int Left) padding, Span<T> gradX)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        gradX.Clear();
        for (int output = 0; output < gradY.Length; output++) gradX[FirstMax(x, xShape, new(output, xShape, size, stride, padding, yShape))] += gradY[output];
    }

    /// <summary><c>y = the mean of x over each window</c>.</summary>
    public static void Average<T>(ReadOnlySpan<T> x, Shape xShape, Size2D size, Size2D stride, (int Top, int Left) padding, Span<T> y, Shape yShape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int output = 0; output < y.Length; output++)
        {
            Window window = new(output, xShape, size, stride, padding, yShape);
            T sum = T.Zero;
            for (int row = window.Top; row < window.Bottom; row++)
                for (int column = window.Left; column < window.Right; column++) sum += x[window.At(xShape, row, column)];
            y[output] = sum / T.CreateChecked(window.Count);
        }
    }

    /// <summary><c>gradX = gradY / (pixels in the window), added up over the windows that hold a pixel</c>.</summary>
    public static void AverageGradient<T>(ReadOnlySpan<T> gradY, Shape yShape, Size2D size, Size2D stride, (int Top, int Left) padding, Span<T> gradX,
        Shape xShape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        gradX.Clear();
        for (int output = 0; output < gradY.Length; output++)
        {
            Window window = new(output, xShape, size, stride, padding, yShape);
            for (int row = window.Top; row < window.Bottom; row++)
                for (int column = window.Left; column < window.Right; column++)
                    gradX[window.At(xShape, row, column)] += gradY[output] / T.CreateChecked(window.Count);
        }
    }

    private static int FirstMax<T>(ReadOnlySpan<T> x, Shape xShape, Window window) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int best = window.At(xShape, window.Top, window.Left);
        for (int row = window.Top; row < window.Bottom; row++)
            for (int column = window.Left; column < window.Right; column++)
            {
                int at = window.At(xShape, row, column);
                if (!T.IsNaN(x[best]) && (x[at] > x[best] || T.IsNaN(x[at]))) best = at;
            }
        return best;
    }

    /// <summary>The pixels of one channel that one output element looks at.</summary>
    private readonly struct Window
    {
        public Window(int output, Shape x, Size2D size, Size2D stride, (int Top, int Left) padding, Shape y)
        {
            Channel = output % y[3];
            int column = output / y[3] % y[2] * stride.Width - padding.Left, row = output / y[3] / y[2] % y[1] * stride.Height - padding.Top;
            Image = output / y[3] / y[2] / y[1];
            (Top, Bottom) = (Math.Max(0, row), Math.Min(x[1], row + size.Height));
            (Left, Right) = (Math.Max(0, column), Math.Min(x[2], column + size.Width));
        }

        public int Image { get; }

        public int Channel { get; }

        public int Top { get; }

        public int Bottom { get; }

        public int Left { get; }

        public int Right { get; }

        public int Count => (Bottom - Top) * (Right - Left);

        public int At(Shape x, int row, int column) => ((Image * x[1] + row) * x[2] + column) * x[3] + Channel;
    }
}
