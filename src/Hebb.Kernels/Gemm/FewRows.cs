using System.Runtime.CompilerServices;

namespace Hebb.Kernels;

/// <summary>Products of a few rows with a matrix: what predicting one sample is made of.</summary>
/// <remarks>
/// Tiles would multiply each number of B with a few rows only, and so run at the speed of reading B, two vectors here and two vectors a whole row of B further
/// on. So B is read as it lies, some rows at a time from left to right:
/// <code>
/// for (k = 0; k &lt; depth; k += 8) for (j...) c[j] = fma(a[k + 7], b[k + 7, j], ... fma(a[k + 1], b[k + 1, j], fma(a[k], b[k, j], c[j])));
/// </code>
/// A sum waits in C, which stays in the first cache, between eight steps and the next eight: it is the same chain over k in increasing order as in a tile, with
/// the same bits. The steps of a chain have to wait for each other, but not for its neighbours: the processor looks some hundreds of instructions ahead.
/// A B that lies transposed is turned first, a piece at a time.
/// </remarks>
internal static unsafe class FewRows<L, T, V> where L : struct, IVectors<T, V> where T : unmanaged where V : struct
{
    /// <summary>The rows of B that are read side by side.</summary>
    private const int Together = 8;

    /// <summary>Of a transposed B so much is turned at a time: it stays in the first cache until it is used.</summary>
    private const int PanelColumns = 64, PanelDepth = 64;

    /// <summary>The elements of scratch memory that may be taken.</summary>
    public const int ScratchElements = PanelColumns * PanelDepth;

    /// <summary>Computes rows [firstRow, endRow) of columns [firstColumn, endColumn).</summary>
    public static void Multiply(in MatrixProduct<T> p, int firstRow, int endRow, int firstColumn, int endColumn)
    {
        int rows = endRow - firstRow, columns = endColumn - firstColumn;
        T* a = p.A + firstRow * p.ARow, b = p.B + firstColumn * p.BColumn, c = p.C + firstRow * p.CRow + firstColumn;
        if (!p.Accumulate)
            for (int row = 0; row < rows; row++) new Span<T>(c + row * p.CRow, columns).Clear();
        if (p.BColumn == 1 || columns == 1)
        {
            Add(a, p.ARow, p.AColumn, b, p.BRow, c, p.CRow, rows, columns, p.Depth);
            return;
        }
        T* panel = (T*)Scratch.Take(ScratchElements * sizeof(T));
        for (int column = 0; column < columns; column += PanelColumns)
            for (int k = 0; k < p.Depth; k += PanelDepth)
            {
                int width = Math.Min(PanelColumns, columns - column), depth = Math.Min(PanelDepth, p.Depth - k);
                Panels<L, T, V>.Transpose(b + k * p.BRow + column * p.BColumn, p.BRow, p.BColumn, depth, width, PanelColumns, panel);
                Add(a + k * p.AColumn, p.ARow, p.AColumn, panel, PanelColumns, c + column, p.CRow, rows, width, depth);
            }
    }

    /// <summary>Goes on with every sum for so many steps.</summary>
    private static void Add(T* a, nint aRow, nint aStep, T* b, nint bRow, T* c, nint cRow, int rows, int columns, int depth)
    {
        for (; depth >= Together; depth -= Together, a += Together * aStep, b += Together * bRow)
        {
            int row = 0;
            for (; row + 2 <= rows; row += 2) Eight(a + row * aRow, aRow, aStep, b, bRow, c + row * cRow, cRow, columns);
            if (row < rows) Eight(a + row * aRow, aStep, b, bRow, c + row * cRow, columns);
        }
        for (; depth > 0; depth--, a += aStep, b += bRow)
            for (int row = 0; row < rows; row++) One(a[row * aRow], b, c + row * cRow, columns);
    }

    /// <summary>Eight steps of every column's chain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight(T* a, nint step, T* b, nint row, T* c, int columns)
    {
        V a0 = L.Broadcast(a[0]), a1 = L.Broadcast(a[step]), a2 = L.Broadcast(a[2 * step]), a3 = L.Broadcast(a[3 * step]);
        V a4 = L.Broadcast(a[4 * step]), a5 = L.Broadcast(a[5 * step]), a6 = L.Broadcast(a[6 * step]), a7 = L.Broadcast(a[7 * step]);
        T* b4 = b + 4 * row;
        nint row2 = 2 * row, row3 = 3 * row;
        for (; columns >= L.Count; columns -= L.Count, b += L.Count, b4 += L.Count, c += L.Count)
        {
            V sum = L.Fma(a0, L.Load(b), L.Load(c));
            sum = L.Fma(a1, L.Load(b + row), sum);
            sum = L.Fma(a2, L.Load(b + row2), sum);
            sum = L.Fma(a3, L.Load(b + row3), sum);
            sum = L.Fma(a4, L.Load(b4), sum);
            sum = L.Fma(a5, L.Load(b4 + row), sum);
            sum = L.Fma(a6, L.Load(b4 + row2), sum);
            sum = L.Fma(a7, L.Load(b4 + row3), sum);
            L.Store(sum, c);
        }
        if (columns == 0) return;
        V last = L.Fma(a0, L.Load(b, columns), L.Load(c, columns));
        last = L.Fma(a1, L.Load(b + row, columns), last);
        last = L.Fma(a2, L.Load(b + row2, columns), last);
        last = L.Fma(a3, L.Load(b + row3, columns), last);
        last = L.Fma(a4, L.Load(b4, columns), last);
        last = L.Fma(a5, L.Load(b4 + row, columns), last);
        last = L.Fma(a6, L.Load(b4 + row2, columns), last);
        last = L.Fma(a7, L.Load(b4 + row3, columns), last);
        L.Store(last, c, columns);
    }

    /// <summary>Eight steps of two rows, which share what is loaded of B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight(T* a, nint aRow, nint step, T* b, nint row, T* c, nint cRow, int columns)
    {
        T* other = a + aRow;
        V a0 = L.Broadcast(a[0]), a1 = L.Broadcast(a[step]), a2 = L.Broadcast(a[2 * step]), a3 = L.Broadcast(a[3 * step]);
        V a4 = L.Broadcast(a[4 * step]), a5 = L.Broadcast(a[5 * step]), a6 = L.Broadcast(a[6 * step]), a7 = L.Broadcast(a[7 * step]);
        V o0 = L.Broadcast(other[0]), o1 = L.Broadcast(other[step]), o2 = L.Broadcast(other[2 * step]), o3 = L.Broadcast(other[3 * step]);
        V o4 = L.Broadcast(other[4 * step]), o5 = L.Broadcast(other[5 * step]), o6 = L.Broadcast(other[6 * step]), o7 = L.Broadcast(other[7 * step]);
        T* b4 = b + 4 * row;
        nint row2 = 2 * row, row3 = 3 * row;
        for (; columns > 0; columns -= L.Count, b += L.Count, b4 += L.Count, c += L.Count)
        {
            bool whole = columns >= L.Count;
            V sum = whole ? L.Load(c) : L.Load(c, columns), next = whole ? L.Load(c + cRow) : L.Load(c + cRow, columns), x;
            x = whole ? L.Load(b) : L.Load(b, columns); sum = L.Fma(a0, x, sum); next = L.Fma(o0, x, next);
            x = whole ? L.Load(b + row) : L.Load(b + row, columns); sum = L.Fma(a1, x, sum); next = L.Fma(o1, x, next);
            x = whole ? L.Load(b + row2) : L.Load(b + row2, columns); sum = L.Fma(a2, x, sum); next = L.Fma(o2, x, next);
            x = whole ? L.Load(b + row3) : L.Load(b + row3, columns); sum = L.Fma(a3, x, sum); next = L.Fma(o3, x, next);
            x = whole ? L.Load(b4) : L.Load(b4, columns); sum = L.Fma(a4, x, sum); next = L.Fma(o4, x, next);
            x = whole ? L.Load(b4 + row) : L.Load(b4 + row, columns); sum = L.Fma(a5, x, sum); next = L.Fma(o5, x, next);
            x = whole ? L.Load(b4 + row2) : L.Load(b4 + row2, columns); sum = L.Fma(a6, x, sum); next = L.Fma(o6, x, next);
            x = whole ? L.Load(b4 + row3) : L.Load(b4 + row3, columns); sum = L.Fma(a7, x, sum); next = L.Fma(o7, x, next);
            if (whole)
            {
                L.Store(sum, c);
                L.Store(next, c + cRow);
            }
            else
            {
                L.Store(sum, c, columns);
                L.Store(next, c + cRow, columns);
            }
        }
    }

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One(T a, T* b, T* c, int columns)
    {
        V x = L.Broadcast(a);
        for (; columns >= L.Count; columns -= L.Count, b += L.Count, c += L.Count) L.Store(L.Fma(x, L.Load(b), L.Load(c)), c);
        if (columns > 0) L.Store(L.Fma(x, L.Load(b, columns), L.Load(c, columns)), c, columns);
    }
}
