using System.Runtime.CompilerServices;

namespace Hebb.Kernels;

/// <summary>One block of a matrix product, on one thread: cuts it into register tiles.</summary>
/// <remarks>
/// Columns are taken in panels two vectors wide (or one, at the edge). A panel of B is read where it lies, or copied to scratch memory first, row after row,
/// with zeros up to whole vectors.
/// Depth is taken in pieces, so that a panel stays in the second-level cache, sums going on from what C holds.
/// </remarks>
internal static unsafe class MatrixBlock<L, T, V> where L : struct, IVectors<T, V> where T : unmanaged where V : struct
{
    /// <summary>How much depth is done at once; with A copied as well, both copies share the cache.</summary>
    private const int DepthPiece = 1024, DepthPieceWithA = 512;

    /// <summary>Between the rows of a copied A: not a power of two, or all rows would meet in the same places of the cache.</summary>
    private const int CopiedRow = DepthPieceWithA + 16;

    /// <summary>Computes rows [firstRow, endRow) of columns [firstColumn, endColumn).</summary>
    public static void Multiply(in MatrixProduct<T> p, in MatrixCut cut, int firstRow, int endRow, int firstColumn, int endColumn)
    {
        if (cut.Exchanges)
        {
            Exchanged(p, firstRow, endRow);
            return;
        }
        if (cut.HasFewRows)
        {
            FewRows<L, T, V>.Multiply(p, firstRow, endRow, firstColumn, endColumn);
            return;
        }
        Tile<T> tile = new()
        {
            ARow = p.ARow, AGroup = 8 * p.ARow, AStep = p.AColumn, Segments = 1, BNext = L.Count,
            CRow = p.CRow, CGroup = 8 * p.CRow, CNext = L.Count, Accumulate = p.Accumulate,
        };
        int depth = 0, piece = cut.CopiesA ? DepthPieceWithA : DepthPiece;
        do
        {
            tile.Depth = Math.Min(piece, p.Depth - depth);
            T* a = p.A + firstRow * p.ARow + depth * p.AColumn;
            if (cut.CopiesA)
            {
                T* copy = (T*)Scratch.Take(((nint)piece * 2 * L.Count + (nint)cut.BlockRows * CopiedRow) * sizeof(T)) + (nint)piece * 2 * L.Count;
                Panels<L, T, V>.Transpose(a, p.ARow, p.AColumn, endRow - firstRow, tile.Depth, CopiedRow, copy);
                a = copy;
                (tile.ARow, tile.AGroup, tile.AStep) = (CopiedRow, 8 * CopiedRow, 1);
            }
            for (int column = firstColumn; column < endColumn;)
            {
                bool wide = endColumn - column > L.Count;
                int width = wide ? 2 * L.Count : L.Count, used = Math.Min(width, endColumn - column);
                tile.B = p.B + depth * p.BRow + column * p.BColumn;
                tile.BStep = p.BRow;
                if (cut.CopiesB || used < width)
                {
                    T* packed = (T*)Scratch.Take((nint)piece * 2 * L.Count * sizeof(T));
                    Panels<L, T, V>.Pack(tile.B, p.BRow, p.BColumn, tile.Depth, used, width, packed);
                    tile.B = packed;
                    tile.BStep = width;
                }
                tile.LastLanes = used - (width - L.Count);
                T* c = p.C + firstRow * p.CRow + column;
                for (int row = 0, rows, left; (left = endRow - firstRow - row) > 0; row += rows)
                {
                    tile.A = a + row * tile.ARow;
                    tile.C = c + row * p.CRow;
                    if (wide) WideTiles<L, T, V>.Run(rows = WideRows(left), &tile);
                    else NarrowTiles<L, T, V>.Run(rows = NarrowRows(left), &tile);
                }
                column += used;
            }
            tile.Accumulate = true;
            depth += tile.Depth;
        }
        while (depth < p.Depth);
    }

    /// <summary>
    /// All columns of rows [firstRow, endRow), for few columns, in general with a transposed A: columns would fill a vector in part, but rows, neighbours in A,
    /// fill many. So the transposed block is computed, <c>C^T = B^T A^T</c>, with the same chains of sums, and turned.
    /// </summary>
    private static void Exchanged(in MatrixProduct<T> p, int firstRow, int endRow)
    {
        int rows = endRow - firstRow;
        nint panel = Math.Max(DepthPiece * 2 * L.Count, FewRows<L, T, V>.ScratchElements);   // what the inner product may take
        T* turned = (T*)Scratch.Take((panel + (nint)rows * p.Columns) * sizeof(T)) + panel, c = p.C + firstRow * p.CRow;
        if (p.Accumulate)
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < p.Columns; j++) turned[(nint)j * rows + i] = c[i * p.CRow + j];
        MatrixProduct<T> exchanged = new()
        {
            A = p.B, ARow = p.BColumn, AColumn = p.BRow, B = p.A + firstRow * p.ARow, BRow = p.AColumn, BColumn = p.ARow, C = turned, CRow = rows,
            Rows = p.Columns, Columns = rows, Depth = p.Depth, Accumulate = p.Accumulate,
        };
        Multiply(exchanged, MatrixCut.Within(p.Columns), 0, p.Columns, 0, rows);
        Panels<L, T, V>.Transpose(turned, 1, rows, rows, p.Columns, p.CRow, c);
    }

    /// <summary>The rows of the next wide tile when so many are left: the largest that fits, but 6 + 4 for 10, which is faster than 8 + 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WideRows(int left) => left >= 8 && L.ManyRegisters && left is not (10 or 11) ? 8 : left >= 6 ? 6 : left >= 4 ? 4 : left >= 2 ? 2 : 1;

    /// <summary>The rows of the next narrow tile when so many are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int NarrowRows(int left) => left >= 16 && L.ManyRegisters ? 16 : left >= 8 ? 8 : left >= 6 ? 6 : left >= 4 ? 4 : Math.Max(left, 1);
}
