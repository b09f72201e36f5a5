namespace Hebb;

/// <summary>How a two-dimensional convolution is computed.</summary>
public enum ConvolutionAlgorithm
{
    /// <summary>
    /// Winograd's F(4x4, 3x3) where it applies and pays (Float32, 3x3, stride 1, channels in multiples of 16), else directly. The choice depends on shapes
    /// alone. It needs a quarter of the multiplications, and its rounding error is some four times the direct one: about 2e-6 of the result's root mean square.
    /// </summary>
    Auto,

    /// <summary>Directly: each output is one chain of sums over its window.</summary>
    Direct,
}
