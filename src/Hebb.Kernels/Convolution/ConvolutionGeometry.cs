namespace Hebb.Kernels;

/// <summary>
/// The extents of a two-dimensional convolution, channels last: x [batch, height, width, in], kernel [kh, kw, in, out], y [batch, outHeight, outWidth, out].
/// </summary>
internal readonly record struct ConvolutionGeometry(
    int Batch, int Height, int Width, int InChannels, int KernelHeight, int KernelWidth, int OutChannels,
    int StrideHeight, int StrideWidth, int DilationHeight, int DilationWidth, int PadTop, int PadLeft, int PadBottom, int PadRight)
{
    /// <summary>How it is to be computed; the same for all its passes.</summary>
    public ConvolutionAlgorithm Algorithm { get; init; }

    /// <summary>
    /// Whether images lie in lanes: [batch / 16, height, width, channels, 16 images], so that a vector holds the same number of 16 images. Else channels last.
    /// </summary>
    public bool InLanes { get; init; }

    /// <summary>The rows of the result.</summary>
    public int OutHeight => (Height + PadTop + PadBottom - DilationHeight * (KernelHeight - 1) - 1) / StrideHeight + 1;

    /// <summary>The columns of the result.</summary>
    public int OutWidth => (Width + PadLeft + PadRight - DilationWidth * (KernelWidth - 1) - 1) / StrideWidth + 1;

    /// <summary>The multiplications (and additions) of one pass, those with padding included.</summary>
    public long MultiplyAdds => (long)Batch * OutHeight * OutWidth * OutChannels * KernelSize;

    /// <summary>The numbers that one output sees: the depth of the matrix product that a convolution is.</summary>
    public int KernelSize => KernelHeight * KernelWidth * InChannels;
}
