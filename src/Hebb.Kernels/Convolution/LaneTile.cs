namespace Hebb.Kernels;

/// <summary>
/// What a tile of the kernel's gradient in lanes computes: C[r, c] += sum over rows and pixels of x[pixel, r] * g[pixel, c], where each of these is a vector
/// with a number of every image.
/// </summary>
internal unsafe struct LaneTile<T> where T : unmanaged
{
    /// <summary>The first pixel's numbers of x: the first of a row of its window.</summary>
    public T* X;

    /// <summary>The first pixel's numbers of the result's gradient.</summary>
    public T* G;

    /// <summary>From a row of pixels to the next, in both.</summary>
    public nint XRow, GRow;

    /// <summary>From a pixel to the next, in both.</summary>
    public nint XStep, GStep;

    /// <summary>From a number of a pixel to the next, in both.</summary>
    public nint Number;

    public int Rows, Pixels;

    /// <summary>The sums, which go on from what they are.</summary>
    public T* C;

    /// <summary>From a sum to that of the next number of x, and to that of the next channel.</summary>
    public nint CRow, CColumn;
}
