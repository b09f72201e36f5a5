using System.Diagnostics;

namespace Hebb.Kernels;

/// <summary>Repeats axes of extent one, as in NumPy.</summary>
internal static class Broadcast
{
    /// <summary>y = x, its axes aligned to the right; axes that x lacks, or has with extent 1, are repeated.</summary>
    public static void Run(in View x, in View y)
    {
        Debug.Assert(x.DType == y.DType && x.Shape.Rank <= y.Shape.Rank);
        StridedCopy.Axes from = StridedCopy.Strides(x.Shape), strides = default;
        int shift = y.Shape.Rank - x.Shape.Rank;
        for (int axis = 0; axis < x.Shape.Rank; axis++) strides[axis + shift] = x.Shape[axis] == 1 ? 0 : from[axis];
        StridedCopy.Run(x.DType.Size(), x.Address, y.Address, y.Shape, strides, StridedCopy.Strides(y.Shape));
    }
}
