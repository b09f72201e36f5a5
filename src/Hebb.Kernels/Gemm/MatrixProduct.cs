namespace Hebb.Kernels;

/// <summary>The product of two matrices as pointers and strides: C = A B, or C += A B.</summary>
internal unsafe struct MatrixProduct<T> where T : unmanaged
{
    public T* A;
    public nint ARow, AColumn;
    public T* B;
    public nint BRow, BColumn;
    public T* C;
    public nint CRow;
    public int Rows, Columns, Depth;
    public bool Accumulate;
}
