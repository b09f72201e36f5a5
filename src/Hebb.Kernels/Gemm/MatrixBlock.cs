using System.Runtime.CompilerServices;

namespace Hebb.Kernels;

/// <summary>One block of a matrix product, on one thread: cuts it into register tiles.</summary>
/// <remarks>
/// Columns are taken in panels two vectors wide (or one, at the edge). A panel of B is read where it lies when its rows are contiguous, whole vectors wide and not too far apart; otherwise it is first
/// copied, row after row, into scratch memory, with zeros up to whole vectors. Depth is taken in pieces so that a panel stays in the second-level cache, sums going on from what C holds.
/// </remarks>
internal static unsafe class MatrixBlock<L, T, V> where L : struct, IVectors<T, V> where T : unmanaged where V : struct
{
    /// <summary>How much depth is done at once: a panel of this depth and the rows that meet it stay in a core's own caches.</summary>
    private const int DepthPiece = 1024;

    /// <summary>From so many elements of B on, its rows lie so far apart that reading a panel in place misses the page tables' cache.</summary>
    private const long SmallestPacked = 1 << 20;

    /// <summary>The columns of a panel.</summary>
    public static int PanelColumns => 2 * L.Count;

    /// <summary>Computes rows [firstRow, endRow) of columns [firstColumn, endColumn).</summary>
    public static void Multiply(in MatrixProduct<T> p, int firstRow, int endRow, int firstColumn, int endColumn)
    {
        nint start = 0;
        Tile<T> tile = new() { ARow = p.ARow, AGroup = 8 * p.ARow, AStep = p.AColumn, Segment = &start, Segments = 1, CRow = p.CRow, CGroup = 8 * p.CRow, Accumulate = p.Accumulate };
        bool packAll = p.BColumn != 1 || ((long)p.Columns * p.Depth >= SmallestPacked && endRow - firstRow >= 32);
        int depth = 0;
        do
        {
            tile.Depth = Math.Min(DepthPiece, p.Depth - depth);
            for (int column = firstColumn; column < endColumn;)
            {
                bool wide = endColumn - column > L.Count;
                int width = wide ? 2 * L.Count : L.Count, used = Math.Min(width, endColumn - column);
                tile.B = p.B + depth * p.BRow + column * p.BColumn;
                tile.BStep = p.BRow;
                if (packAll || used < width)
                {
                    T* packed = (T*)Scratch.Take((nint)DepthPiece * PanelColumns * sizeof(T));
                    Panels<L, T, V>.Pack(tile.B, p.BRow, p.BColumn, tile.Depth, used, width, packed);
                    tile.B = packed;
                    tile.BStep = width;
                }
                tile.LastLanes = used - (width - L.Count);
                T* a = p.A + depth * p.AColumn, c = p.C + column;
                for (int row = firstRow, rows; row < endRow; row += rows)
                {
                    tile.A = a + row * p.ARow;
                    tile.C = c + row * p.CRow;
                    if (wide) WideTiles<L, T, V>.Run(rows = WideRows(endRow - row), &tile);
                    else NarrowTiles<L, T, V>.Run(rows = NarrowRows(endRow - row), &tile);
                }
                column += used;
            }
            tile.Accumulate = true;
            depth += tile.Depth;
        }
        while (depth < p.Depth);
    }

    /// <summary>The rows of the next wide tile when so many are left: the largest that fits, but 6 + 4 for 10, which is faster than 8 + 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WideRows(int left) => left >= 8 && L.ManyRegisters && left is not (10 or 11) ? 8 : left >= 6 ? 6 : left >= 4 ? 4 : left >= 2 ? 2 : 1;

    /// <summary>The rows of the next narrow tile when so many are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int NarrowRows(int left) => left >= 16 && L.ManyRegisters ? 16 : left >= 8 ? 8 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
}
