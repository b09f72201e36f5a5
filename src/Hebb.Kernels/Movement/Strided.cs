using System.Diagnostics;

namespace Hebb.Kernels;

/// <summary>Slices, and blocks placed inside a greater tensor.</summary>
internal static class Strided
{
    /// <summary>y[i, j, ..] = x[start0 + i * step0, start1 + j * step1, ..]; y's shape gives the counts, steps may be negative.</summary>
    public static void Slice(in View x, in View y, ReadOnlySpan<int> start, ReadOnlySpan<int> step)
    {
        Debug.Assert(x.DType == y.DType && start.Length == x.Shape.Rank && step.Length == x.Shape.Rank && y.Shape.Rank == x.Shape.Rank);
        StridedCopy.Axes strides = StridedCopy.Strides(x.Shape);
        nint address = x.Address + Offset(x, ref strides, start, step);
        StridedCopy.Run(x.DType.Size(), address, y.Address, y.Shape, strides, StridedCopy.Strides(y.Shape));
    }

    /// <summary>The adjoint of <see cref="Slice"/>: x is zero but for x[start0 + i * step0, ..] = y[i, ..].</summary>
    public static void Scatter(in View y, in View x, ReadOnlySpan<int> start, ReadOnlySpan<int> step)
    {
        Debug.Assert(x.DType == y.DType && start.Length == x.Shape.Rank && step.Length == x.Shape.Rank && y.Shape.Rank == x.Shape.Rank);
        Fill.Zero(x);
        StridedCopy.Axes strides = StridedCopy.Strides(x.Shape);
        nint address = x.Address + Offset(x, ref strides, start, step);
        StridedCopy.Run(x.DType.Size(), y.Address, address, y.Shape, StridedCopy.Strides(y.Shape), strides);
    }

    /// <summary>Places the block x inside y, its first element at index <paramref name="at"/>; the rest of y stays. Concatenating and padding are made of
    /// this.</summary>
    public static void CopyInto(in View x, in View y, ReadOnlySpan<int> at)
    {
        Debug.Assert(x.DType == y.DType && at.Length == y.Shape.Rank && y.Shape.Rank == x.Shape.Rank);
        StridedCopy.Axes strides = StridedCopy.Strides(y.Shape);
        long offset = 0;
        for (int axis = 0; axis < at.Length; axis++) offset += at[axis] * strides[axis];
        StridedCopy.Run(x.DType.Size(), x.Address, y.Address + (nint)offset * y.DType.Size(), x.Shape, StridedCopy.Strides(x.Shape), strides);
    }

    private static nint Offset(in View x, ref StridedCopy.Axes strides, ReadOnlySpan<int> start, ReadOnlySpan<int> step)
    {
        long offset = 0;
        for (int axis = 0; axis < start.Length; axis++)
        {
            offset += start[axis] * strides[axis];
            strides[axis] *= step[axis];
        }
        return (nint)offset * x.DType.Size();
    }
}
