using System.Diagnostics;

namespace Hebb.Kernels;

/// <summary>Matrix products of floats and doubles.</summary>
/// <remarks>
/// In plain loops: <c>for (i...) for (j...) for (k...) c[i, j] = fma(a[i, k], b[k, j], c[i, j])</c>. Every element of C is one chain of sums over k in
/// increasing order, so its bits depend neither on the
/// number of threads nor on the vector width.
/// </remarks>
internal static unsafe class Gemm
{
    /// <summary>c = a b, or c += a b. Either stride of a and b may be the one that is 1; the columns of c are neighbours.</summary>
    public static void Multiply(in Matrix a, in Matrix b, in Matrix c, bool accumulate = false) => Multiply(a, b, c, accumulate, VectorWidth.Widest);

    /// <summary>The same with vectors of a certain width, for tests.</summary>
    public static void Multiply(in Matrix a, in Matrix b, in Matrix c, bool accumulate, VectorWidth width)
    {
        Debug.Assert(a.Columns == b.Rows && a.Rows == c.Rows && b.Columns == c.Columns && c.ColumnStride == 1);
        Debug.Assert(a.DType == b.DType && a.DType == c.DType);
        if (c.Rows == 0 || c.Columns == 0) return;
        Code code = new() { A = a, B = b, C = c, Accumulate = accumulate, Batch = new() };
        VectorCode.Run(ref code, c.DType, width);
    }

    /// <summary>
    /// [batch..., m, k] times [batch..., k, n]: a product for each place of the leading axes, which broadcast as in NumPy. Either operand's last two axes may
    /// be meant exchanged.
    /// </summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <param name="c">The result.</param>
    /// <param name="transposeA">Whether the left operand's last two axes are exchanged.</param>
    /// <param name="transposeB">The same for the right operand.</param>
    /// <param name="epilogue">What is done with each block of c; only where <see cref="TakesEpilogue"/>.</param>
    public static void MultiplyBatch(in View a, in View b, in View c, bool transposeA, bool transposeB, Epilogue? epilogue = null) =>
        MultiplyBatch(a, b, c, transposeA, transposeB, VectorWidth.Widest, epilogue);

    /// <summary>Whether such a product is a single one, and well done in blocks of whole rows that an epilogue can follow.</summary>
    public static bool TakesEpilogue(Shape a, Shape b, bool transposeA, bool transposeB)
    {
        if (b.Rank != 2 || (a.Rank > 2 && transposeA)) return false;
        (int rows, int depth) = transposeA ? (a[^1], a[^2]) : (checked((int)(a.Count / Math.Max(1, a[^1]))), a[^1]);
        return MatrixCut.SuitsEpilogue(rows, b[transposeB ? 0 : 1], depth, transposeA, transposeB);
    }

    /// <summary>The same product, prepared to be computed again and again on the same memory.</summary>
    public static Bound Bind(in View a, in View b, in View c, bool transposeA, bool transposeB, Epilogue? epilogue)
    {
        BindCode code = new() { Product = Batch(a, b, c, transposeA, transposeB) };
        code.Product.Epilogue = epilogue;
        VectorCode.Run(ref code, c.DType, VectorWidth.Widest);
        return code.Bound!;
    }

    /// <summary>The same with vectors of a certain width, for tests.</summary>
    public static void MultiplyBatch(in View a, in View b, in View c, bool transposeA, bool transposeB, VectorWidth width, Epilogue? epilogue = null)
    {
        if (c.Count == 0) return;
        Code code = Batch(a, b, c, transposeA, transposeB);
        code.Epilogue = epilogue;
        VectorCode.Run(ref code, c.DType, width);
    }

    private static Code Batch(in View a, in View b, in View c, bool transposeA, bool transposeB)
    {
        Matrix left = Last(a, transposeA), right = Last(b, transposeB), result = Last(c, false);
        Debug.Assert(left.Columns == right.Rows && left.Rows == result.Rows && right.Columns == result.Columns && a.DType == b.DType && a.DType == c.DType);
        if (a.Shape.Rank <= 2 || b.Shape.Rank != 2 || transposeA)
            return new() { A = left, B = right, C = result, Batch = c.Shape.Rank > 2 ? new(a, b, c) : new() };
        // Many matrices times one: one tall product.
        int rows = checked((int)(c.Count / Math.Max(1, result.Columns)));
        return new()
        {
            A = new(a.Address, a.DType, rows, left.Columns, left.RowStride, 1), B = right,
            C = new(c.Address, c.DType, rows, result.Columns, result.RowStride, 1), Batch = new(),
        };
    }

    private static Matrix Last(in View view, bool transposed)
    {
        Matrix matrix = new(view.Address, view.DType, view.Shape[^2], view.Shape[^1], view.Shape[^1], 1);
        return transposed ? matrix.Transposed : matrix;
    }

    private struct Code : IVectorCode
    {
        public Matrix A, B, C;
        public bool Accumulate;
        public MatrixBatch Batch;
        public Epilogue? Epilogue;

        public readonly void Run<L, T, V>() where L : struct, IVectors<T, V> where T : unmanaged where V : struct =>
            MatrixWork<L, T, V>.Multiply(Product<T>(), Batch, Epilogue);

        public readonly MatrixProduct<T> Product<T>() where T : unmanaged => new()
        {
            A = (T*)A.Address, ARow = A.RowStride, AColumn = A.ColumnStride,
            B = (T*)B.Address, BRow = B.RowStride, BColumn = B.ColumnStride,
            C = (T*)C.Address, CRow = C.RowStride,
            Rows = C.Rows, Columns = C.Columns, Depth = A.Columns, Accumulate = Accumulate,
        };
    }

    private struct BindCode : IVectorCode
    {
        public Code Product;
        public Bound? Bound;

        public void Run<L, T, V>() where L : struct, IVectors<T, V> where T : unmanaged where V : struct =>
            Bound = MatrixWork<L, T, V>.Bind(Product.Product<T>(), Product.Batch, Product.Epilogue);
    }
}
