using System.Diagnostics;

namespace Hebb.Kernels;

/// <summary>Reorders axes.</summary>
internal static class Transpose
{
    /// <summary>Axis i of y is axis permutation[i] of x.</summary>
    public static void Run(in View x, in View y, ReadOnlySpan<int> permutation)
    {
        Debug.Assert(x.DType == y.DType && permutation.Length == x.Shape.Rank && x.Count == y.Count);
        StridedCopy.Axes from = StridedCopy.Strides(x.Shape), permuted = default;
        for (int axis = 0; axis < permutation.Length; axis++) permuted[axis] = from[permutation[axis]];
        StridedCopy.Run(x.DType.Size(), x.Address, y.Address, y.Shape, permuted, StridedCopy.Strides(y.Shape));
    }
}
