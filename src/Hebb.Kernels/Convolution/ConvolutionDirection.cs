namespace Hebb.Kernels;

/// <summary>The three directions of a convolution.</summary>
internal enum ConvolutionDirection
{
    /// <summary>From the input to the result.</summary>
    Forward,

    /// <summary>From the result's gradient to the input's.</summary>
    InputGradient,

    /// <summary>From the input and the result's gradient to the kernel's.</summary>
    KernelGradient,
}
