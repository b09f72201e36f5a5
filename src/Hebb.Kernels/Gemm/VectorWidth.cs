using System.Runtime.Intrinsics;

namespace Hebb.Kernels;

/// <summary>How many bits one instruction works on. Tests ask for each; everything else takes the widest that the processor is good at.</summary>
internal enum VectorWidth
{
    Widest,
    Scalar,
    Bits128,
    Bits256,
    Bits512,
}

/// <summary>What this processor has.</summary>
internal static class VectorWidths
{
    /// <summary>The width itself, or for <see cref="VectorWidth.Widest"/> the one it stands for here.</summary>
    public static VectorWidth Resolve(this VectorWidth width) => width != VectorWidth.Widest ? width
        : Vector512.IsHardwareAccelerated ? VectorWidth.Bits512
        : Vector256.IsHardwareAccelerated ? VectorWidth.Bits256
        : Vector128.IsHardwareAccelerated ? VectorWidth.Bits128
        : VectorWidth.Scalar;
}
