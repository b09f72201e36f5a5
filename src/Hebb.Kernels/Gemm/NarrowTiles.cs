using System.Runtime.CompilerServices;

namespace Hebb.Kernels;

/// <summary>Register tiles one vector wide, for what is left at the right edge and for matrices with few columns.</summary>
/// <remarks>
/// As in <see cref="WideTiles{L, T, V}"/>, but the loaded vector of B serves one multiplication a row, so that loads limit the speed: 17 for the 16
/// multiplications of the tallest tile. Its rows may come
/// from two places, eight from each (<see cref="Tile{T}.AGroup"/>): two rows of a narrow image. The file is long because its tiles are written out; they differ
/// in their number of rows only.
/// </remarks>
internal static unsafe class NarrowTiles<L, T, V> where L : struct, IVectors<T, V> where T : unmanaged where V : struct
{
    /// <summary>Computes a tile of so many rows: 16, 8, 6, 4, 3, 2 or 1.</summary>
    public static void Run(int rows, Tile<T>* tile)
    {
        switch (rows)
        {
            case 16: Rows16(tile); break;
            case 8: Rows8(tile); break;
            case 6: Rows6(tile); break;
            case 4: Rows4(tile); break;
            case 3: Rows3(tile); break;
            case 2: Rows2(tile); break;
            default: Rows1(tile); break;
        }
    }

    /// <summary>16 rows: 16 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows16(Tile<T>* tile)
    {
        V c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default, c6 = default, c7 = default;
        V c8 = default, c9 = default, c10 = default, c11 = default, c12 = default, c13 = default, c14 = default, c15 = default;
        if (tile->Accumulate)
        {
            T* c = tile->C;
            nint cRow = tile->CRow;
            int lanes = tile->LastLanes;
            c0 = Last(c, lanes);
            c1 = Last(c + cRow, lanes);
            c2 = Last(c + 2 * cRow, lanes);
            c3 = Last(c + 3 * cRow, lanes);
            c4 = Last(c + 4 * cRow, lanes);
            c5 = Last(c + 5 * cRow, lanes);
            c6 = Last(c + 6 * cRow, lanes);
            c7 = Last(c + 7 * cRow, lanes);
            c = tile->C + tile->CGroup;
            c8 = Last(c, lanes);
            c9 = Last(c + cRow, lanes);
            c10 = Last(c + 2 * cRow, lanes);
            c11 = Last(c + 3 * cRow, lanes);
            c12 = Last(c + 4 * cRow, lanes);
            c13 = Last(c + 5 * cRow, lanes);
            c14 = Last(c + 6 * cRow, lanes);
            c15 = Last(c + 7 * cRow, lanes);
        }
        nint row = tile->ARow, row2 = 2 * row, row3 = 3 * row, aStep = tile->AStep, bStep = tile->BStep;
        T* a0 = tile->A, a4 = a0 + 4 * row, a8 = a0 + tile->AGroup, a12 = a8 + 4 * row, b = tile->B;
        for (int s = 0; s < tile->Segments; s++)
        {
            if (tile->ASegment != null)
            {
                a0 = tile->A + tile->ASegment[s];
                a4 = a0 + 4 * row; a8 = a0 + tile->AGroup; a12 = a8 + 4 * row;
            }
            if (tile->BSegment != null) b = tile->B + tile->BSegment[s];
            for (int k = tile->Depth; k > 0; k--)
            {
                V b0 = L.Load(b);
                c0 = L.Fma(L.Broadcast(a0[0]), b0, c0);
                c1 = L.Fma(L.Broadcast(a0[row]), b0, c1);
                c2 = L.Fma(L.Broadcast(a0[row2]), b0, c2);
                c3 = L.Fma(L.Broadcast(a0[row3]), b0, c3);
                c4 = L.Fma(L.Broadcast(a4[0]), b0, c4);
                c5 = L.Fma(L.Broadcast(a4[row]), b0, c5);
                c6 = L.Fma(L.Broadcast(a4[row2]), b0, c6);
                c7 = L.Fma(L.Broadcast(a4[row3]), b0, c7);
                c8 = L.Fma(L.Broadcast(a8[0]), b0, c8);
                c9 = L.Fma(L.Broadcast(a8[row]), b0, c9);
                c10 = L.Fma(L.Broadcast(a8[row2]), b0, c10);
                c11 = L.Fma(L.Broadcast(a8[row3]), b0, c11);
                c12 = L.Fma(L.Broadcast(a12[0]), b0, c12);
                c13 = L.Fma(L.Broadcast(a12[row]), b0, c13);
                c14 = L.Fma(L.Broadcast(a12[row2]), b0, c14);
                c15 = L.Fma(L.Broadcast(a12[row3]), b0, c15);
                a0 += aStep; a4 += aStep; a8 += aStep; a12 += aStep; b += bStep;
            }
        }
        T* to = tile->C;
        nint toRow = tile->CRow;
        int last = tile->LastLanes;
        Put(to, last, c0);
        Put(to + toRow, last, c1);
        Put(to + 2 * toRow, last, c2);
        Put(to + 3 * toRow, last, c3);
        Put(to + 4 * toRow, last, c4);
        Put(to + 5 * toRow, last, c5);
        Put(to + 6 * toRow, last, c6);
        Put(to + 7 * toRow, last, c7);
        to = tile->C + tile->CGroup;
        Put(to, last, c8);
        Put(to + toRow, last, c9);
        Put(to + 2 * toRow, last, c10);
        Put(to + 3 * toRow, last, c11);
        Put(to + 4 * toRow, last, c12);
        Put(to + 5 * toRow, last, c13);
        Put(to + 6 * toRow, last, c14);
        Put(to + 7 * toRow, last, c15);
    }

    /// <summary>8 rows: 8 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows8(Tile<T>* tile)
    {
        V c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default, c6 = default, c7 = default;
        if (tile->Accumulate)
        {
            T* c = tile->C;
            nint cRow = tile->CRow;
            int lanes = tile->LastLanes;
            c0 = Last(c, lanes);
            c1 = Last(c + cRow, lanes);
            c2 = Last(c + 2 * cRow, lanes);
            c3 = Last(c + 3 * cRow, lanes);
            c4 = Last(c + 4 * cRow, lanes);
            c5 = Last(c + 5 * cRow, lanes);
            c6 = Last(c + 6 * cRow, lanes);
            c7 = Last(c + 7 * cRow, lanes);
        }
        nint row = tile->ARow, row2 = 2 * row, row3 = 3 * row, aStep = tile->AStep, bStep = tile->BStep;
        T* a0 = tile->A, a4 = a0 + 4 * row, b = tile->B;
        for (int s = 0; s < tile->Segments; s++)
        {
            if (tile->ASegment != null)
            {
                a0 = tile->A + tile->ASegment[s];
                a4 = a0 + 4 * row;
            }
            if (tile->BSegment != null) b = tile->B + tile->BSegment[s];
            for (int k = tile->Depth; k > 0; k--)
            {
                V b0 = L.Load(b);
                c0 = L.Fma(L.Broadcast(a0[0]), b0, c0);
                c1 = L.Fma(L.Broadcast(a0[row]), b0, c1);
                c2 = L.Fma(L.Broadcast(a0[row2]), b0, c2);
                c3 = L.Fma(L.Broadcast(a0[row3]), b0, c3);
                c4 = L.Fma(L.Broadcast(a4[0]), b0, c4);
                c5 = L.Fma(L.Broadcast(a4[row]), b0, c5);
                c6 = L.Fma(L.Broadcast(a4[row2]), b0, c6);
                c7 = L.Fma(L.Broadcast(a4[row3]), b0, c7);
                a0 += aStep; a4 += aStep; b += bStep;
            }
        }
        T* to = tile->C;
        nint toRow = tile->CRow;
        int last = tile->LastLanes;
        Put(to, last, c0);
        Put(to + toRow, last, c1);
        Put(to + 2 * toRow, last, c2);
        Put(to + 3 * toRow, last, c3);
        Put(to + 4 * toRow, last, c4);
        Put(to + 5 * toRow, last, c5);
        Put(to + 6 * toRow, last, c6);
        Put(to + 7 * toRow, last, c7);
    }

    /// <summary>6 rows: 6 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows6(Tile<T>* tile)
    {
        V c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default;
        if (tile->Accumulate)
        {
            T* c = tile->C;
            nint cRow = tile->CRow;
            int lanes = tile->LastLanes;
            c0 = Last(c, lanes);
            c1 = Last(c + cRow, lanes);
            c2 = Last(c + 2 * cRow, lanes);
            c3 = Last(c + 3 * cRow, lanes);
            c4 = Last(c + 4 * cRow, lanes);
            c5 = Last(c + 5 * cRow, lanes);
        }
        nint row = tile->ARow, row2 = 2 * row, row3 = 3 * row, aStep = tile->AStep, bStep = tile->BStep;
        T* a0 = tile->A, a4 = a0 + 4 * row, b = tile->B;
        for (int s = 0; s < tile->Segments; s++)
        {
            if (tile->ASegment != null)
            {
                a0 = tile->A + tile->ASegment[s];
                a4 = a0 + 4 * row;
            }
            if (tile->BSegment != null) b = tile->B + tile->BSegment[s];
            for (int k = tile->Depth; k > 0; k--)
            {
                V b0 = L.Load(b);
                c0 = L.Fma(L.Broadcast(a0[0]), b0, c0);
                c1 = L.Fma(L.Broadcast(a0[row]), b0, c1);
                c2 = L.Fma(L.Broadcast(a0[row2]), b0, c2);
                c3 = L.Fma(L.Broadcast(a0[row3]), b0, c3);
                c4 = L.Fma(L.Broadcast(a4[0]), b0, c4);
                c5 = L.Fma(L.Broadcast(a4[row]), b0, c5);
                a0 += aStep; a4 += aStep; b += bStep;
            }
        }
        T* to = tile->C;
        nint toRow = tile->CRow;
        int last = tile->LastLanes;
        Put(to, last, c0);
        Put(to + toRow, last, c1);
        Put(to + 2 * toRow, last, c2);
        Put(to + 3 * toRow, last, c3);
        Put(to + 4 * toRow, last, c4);
        Put(to + 5 * toRow, last, c5);
    }

    /// <summary>4 rows: 4 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows4(Tile<T>* tile)
    {
        V c0 = default, c1 = default, c2 = default, c3 = default;
        if (tile->Accumulate)
        {
            T* c = tile->C;
            nint cRow = tile->CRow;
            int lanes = tile->LastLanes;
            c0 = Last(c, lanes);
            c1 = Last(c + cRow, lanes);
            c2 = Last(c + 2 * cRow, lanes);
            c3 = Last(c + 3 * cRow, lanes);
        }
        nint row = tile->ARow, row2 = 2 * row, row3 = 3 * row, aStep = tile->AStep, bStep = tile->BStep;
        T* a0 = tile->A, b = tile->B;
        for (int s = 0; s < tile->Segments; s++)
        {
            if (tile->ASegment != null)
            {
                a0 = tile->A + tile->ASegment[s];
            }
            if (tile->BSegment != null) b = tile->B + tile->BSegment[s];
            for (int k = tile->Depth; k > 0; k--)
            {
                V b0 = L.Load(b);
                c0 = L.Fma(L.Broadcast(a0[0]), b0, c0);
                c1 = L.Fma(L.Broadcast(a0[row]), b0, c1);
                c2 = L.Fma(L.Broadcast(a0[row2]), b0, c2);
                c3 = L.Fma(L.Broadcast(a0[row3]), b0, c3);
                a0 += aStep; b += bStep;
            }
        }
        T* to = tile->C;
        nint toRow = tile->CRow;
        int last = tile->LastLanes;
        Put(to, last, c0);
        Put(to + toRow, last, c1);
        Put(to + 2 * toRow, last, c2);
        Put(to + 3 * toRow, last, c3);
    }

    /// <summary>3 rows: 3 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows3(Tile<T>* tile)
    {
        V c0 = default, c1 = default, c2 = default;
        if (tile->Accumulate)
        {
            T* c = tile->C;
            nint cRow = tile->CRow;
            int lanes = tile->LastLanes;
            c0 = Last(c, lanes);
            c1 = Last(c + cRow, lanes);
            c2 = Last(c + 2 * cRow, lanes);
        }
        nint row = tile->ARow, row2 = 2 * row, aStep = tile->AStep, bStep = tile->BStep;
        T* a0 = tile->A, b = tile->B;
        for (int s = 0; s < tile->Segments; s++)
        {
            if (tile->ASegment != null)
            {
                a0 = tile->A + tile->ASegment[s];
            }
            if (tile->BSegment != null) b = tile->B + tile->BSegment[s];
            for (int k = tile->Depth; k > 0; k--)
            {
                V b0 = L.Load(b);
                c0 = L.Fma(L.Broadcast(a0[0]), b0, c0);
                c1 = L.Fma(L.Broadcast(a0[row]), b0, c1);
                c2 = L.Fma(L.Broadcast(a0[row2]), b0, c2);
                a0 += aStep; b += bStep;
            }
        }
        T* to = tile->C;
        nint toRow = tile->CRow;
        int last = tile->LastLanes;
        Put(to, last, c0);
        Put(to + toRow, last, c1);
        Put(to + 2 * toRow, last, c2);
    }

    /// <summary>2 rows: 2 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows2(Tile<T>* tile)
    {
        V c0 = default, c1 = default;
        if (tile->Accumulate)
        {
            T* c = tile->C;
            nint cRow = tile->CRow;
            int lanes = tile->LastLanes;
            c0 = Last(c, lanes);
            c1 = Last(c + cRow, lanes);
        }
        nint row = tile->ARow, aStep = tile->AStep, bStep = tile->BStep;
        T* a0 = tile->A, b = tile->B;
        for (int s = 0; s < tile->Segments; s++)
        {
            if (tile->ASegment != null)
            {
                a0 = tile->A + tile->ASegment[s];
            }
            if (tile->BSegment != null) b = tile->B + tile->BSegment[s];
            for (int k = tile->Depth; k > 0; k--)
            {
                V b0 = L.Load(b);
                c0 = L.Fma(L.Broadcast(a0[0]), b0, c0);
                c1 = L.Fma(L.Broadcast(a0[row]), b0, c1);
                a0 += aStep; b += bStep;
            }
        }
        T* to = tile->C;
        nint toRow = tile->CRow;
        int last = tile->LastLanes;
        Put(to, last, c0);
        Put(to + toRow, last, c1);
    }

    /// <summary>1 row: 1 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows1(Tile<T>* tile)
    {
        V c0 = default;
        if (tile->Accumulate)
        {
            T* c = tile->C;
            nint cRow = tile->CRow;
            int lanes = tile->LastLanes;
            c0 = Last(c, lanes);
        }
        nint aStep = tile->AStep, bStep = tile->BStep;
        T* a0 = tile->A, b = tile->B;
        for (int s = 0; s < tile->Segments; s++)
        {
            if (tile->ASegment != null)
            {
                a0 = tile->A + tile->ASegment[s];
            }
            if (tile->BSegment != null) b = tile->B + tile->BSegment[s];
            for (int k = tile->Depth; k > 0; k--)
            {
                V b0 = L.Load(b);
                c0 = L.Fma(L.Broadcast(a0[0]), b0, c0);
                a0 += aStep; b += bStep;
            }
        }
        T* to = tile->C;
        nint toRow = tile->CRow;
        int last = tile->LastLanes;
        Put(to, last, c0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Last(T* from, int lanes) => lanes == L.Count ? L.Load(from) : L.Load(from, lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(T* to, int lastLanes, V v0)
    {
        if (lastLanes == L.Count) L.Store(v0, to);
        else L.Store(v0, to, lastLanes);
    }
}
