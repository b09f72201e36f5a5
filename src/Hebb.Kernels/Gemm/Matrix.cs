using System.Diagnostics;

namespace Hebb.Kernels;

/// <summary>A matrix of floats or doubles somewhere in memory: element (i, j) lies at <c>address + i rowStride + j columnStride</c>, in elements.</summary>
/// <remarks>The transpose of a matrix is the same memory with the two strides exchanged.</remarks>
internal readonly struct Matrix
{
    public Matrix(nint address, DType type, int rows, int columns, long rowStride, long columnStride)
    {
        Debug.Assert(type.IsFloat());
        Address = address;
        DType = type;
        Rows = rows;
        Columns = columns;
        RowStride = (nint)rowStride;
        ColumnStride = (nint)columnStride;
    }

    public nint Address { get; }
    public DType DType { get; }
    public int Rows { get; }
    public int Columns { get; }
    public nint RowStride { get; }
    public nint ColumnStride { get; }

    /// <summary>The same elements with rows and columns exchanged.</summary>
    public Matrix Transposed => new(Address, DType, Columns, Rows, ColumnStride, RowStride);

    /// <summary>The matrix that a view of two axes holds.</summary>
    public static Matrix Of(in View view) => new(view.Address, view.DType, view.Shape[0], view.Shape[1], view.Shape[1], 1);
}
