namespace Hebb;

/// <summary>How a two-dimensional convolution is computed.</summary>
public enum ConvolutionAlgorithm
{
    /// <summary>
    /// Winograd's F(4x4, 3x3) where it applies and pays (Float32, 3x3, stride 1, channels in multiples of 16), else directly. The choice depends on shapes
    /// alone. It needs a quarter of the multiplications. The root mean square of its rounding error is below 4e-7 sqrt(n) of the result's, where n is the
    /// number of input channels (output channels for the input's gradient, a sixteenth of the batch's 4x4 tiles for the kernel's): 1e-6 to 4e-6 in usual
    /// networks, two to five times the direct one.
    /// </summary>
    Auto,

    /// <summary>Directly: each output is one chain of sums over its window.</summary>
    Direct,
}
