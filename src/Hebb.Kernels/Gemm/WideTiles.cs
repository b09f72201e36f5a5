using System.Runtime.CompilerServices;

namespace Hebb.Kernels;

/// <summary>Register tiles two vectors wide, for matrices with many columns.</summary>
/// <remarks>
/// The sums of a tile stay in registers while k runs: for each k two vectors of B are loaded once, and each row's element of A is copied into all lanes (x) and
/// multiplied with both.
/// Eight rows of two AVX-512 vectors are 16 independent chains of sums, twice what two FMA units with a latency of four cycles need, and 10 loads for 16
/// multiplications. Machines with 16 registers take
/// six rows: 12 sums, two vectors of B, one of A. Fewer rows serve what is left at the bottom. Every sum is one chain over k in increasing order, whatever the
/// tile: that is why all give the same bits.
/// The sums are named one by one because an array of vectors would live in memory; four rows share a pointer into A because an address can add a pointer and
/// one of three strides.
/// </remarks>
internal static unsafe class WideTiles<L, T, V> where L : struct, IVectors<T, V> where T : unmanaged where V : struct
{
    /// <summary>Computes a tile of so many rows: 8, 6, 4, 2 or 1.</summary>
    public static void Run(int rows, Tile<T>* tile)
    {
        switch (rows)
        {
            case 8: Rows8(tile); break;
            case 6: Rows6(tile); break;
            case 4: Rows4(tile); break;
            case 2: Rows2(tile); break;
            default: Rows1(tile); break;
        }
    }

    /// <summary>8 rows: 16 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows8(Tile<T>* tile)
    {
        V c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        V c40 = default, c41 = default, c50 = default, c51 = default, c60 = default, c61 = default, c70 = default, c71 = default;
        if (tile->Accumulate)
        {
            T* c = tile->C;
            nint cRow = tile->CRow, next = tile->CNext;
            int lanes = tile->LastLanes;
            c00 = L.Load(c); c01 = Last(c + next, lanes);
            c10 = L.Load(c + cRow); c11 = Last(c + cRow + next, lanes);
            c20 = L.Load(c + 2 * cRow); c21 = Last(c + 2 * cRow + next, lanes);
            c30 = L.Load(c + 3 * cRow); c31 = Last(c + 3 * cRow + next, lanes);
            c40 = L.Load(c + 4 * cRow); c41 = Last(c + 4 * cRow + next, lanes);
            c50 = L.Load(c + 5 * cRow); c51 = Last(c + 5 * cRow + next, lanes);
            c60 = L.Load(c + 6 * cRow); c61 = Last(c + 6 * cRow + next, lanes);
            c70 = L.Load(c + 7 * cRow); c71 = Last(c + 7 * cRow + next, lanes);
        }
        nint row = tile->ARow, row2 = 2 * row, row3 = 3 * row, aStep = tile->AStep, bStep = tile->BStep, bNext = tile->BNext;
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
                V b0 = L.Load(b), b1 = L.Load(b + bNext), x;
                x = L.Broadcast(a0[0]);
                c00 = L.Fma(x, b0, c00); c01 = L.Fma(x, b1, c01);
                x = L.Broadcast(a0[row]);
                c10 = L.Fma(x, b0, c10); c11 = L.Fma(x, b1, c11);
                x = L.Broadcast(a0[row2]);
                c20 = L.Fma(x, b0, c20); c21 = L.Fma(x, b1, c21);
                x = L.Broadcast(a0[row3]);
                c30 = L.Fma(x, b0, c30); c31 = L.Fma(x, b1, c31);
                x = L.Broadcast(a4[0]);
                c40 = L.Fma(x, b0, c40); c41 = L.Fma(x, b1, c41);
                x = L.Broadcast(a4[row]);
                c50 = L.Fma(x, b0, c50); c51 = L.Fma(x, b1, c51);
                x = L.Broadcast(a4[row2]);
                c60 = L.Fma(x, b0, c60); c61 = L.Fma(x, b1, c61);
                x = L.Broadcast(a4[row3]);
                c70 = L.Fma(x, b0, c70); c71 = L.Fma(x, b1, c71);
                a0 += aStep; a4 += aStep; b += bStep;
            }
        }
        T* to = tile->C;
        nint toRow = tile->CRow, toNext = tile->CNext;
        int last = tile->LastLanes;
        Put(to, toNext, last, c00, c01);
        Put(to + toRow, toNext, last, c10, c11);
        Put(to + 2 * toRow, toNext, last, c20, c21);
        Put(to + 3 * toRow, toNext, last, c30, c31);
        Put(to + 4 * toRow, toNext, last, c40, c41);
        Put(to + 5 * toRow, toNext, last, c50, c51);
        Put(to + 6 * toRow, toNext, last, c60, c61);
        Put(to + 7 * toRow, toNext, last, c70, c71);
    }

    /// <summary>6 rows: 12 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows6(Tile<T>* tile)
    {
        V c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        V c40 = default, c41 = default, c50 = default, c51 = default;
        if (tile->Accumulate)
        {
            T* c = tile->C;
            nint cRow = tile->CRow, next = tile->CNext;
            int lanes = tile->LastLanes;
            c00 = L.Load(c); c01 = Last(c + next, lanes);
            c10 = L.Load(c + cRow); c11 = Last(c + cRow + next, lanes);
            c20 = L.Load(c + 2 * cRow); c21 = Last(c + 2 * cRow + next, lanes);
            c30 = L.Load(c + 3 * cRow); c31 = Last(c + 3 * cRow + next, lanes);
            c40 = L.Load(c + 4 * cRow); c41 = Last(c + 4 * cRow + next, lanes);
            c50 = L.Load(c + 5 * cRow); c51 = Last(c + 5 * cRow + next, lanes);
        }
        nint row = tile->ARow, row2 = 2 * row, row3 = 3 * row, aStep = tile->AStep, bStep = tile->BStep, bNext = tile->BNext;
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
                V b0 = L.Load(b), b1 = L.Load(b + bNext), x;
                x = L.Broadcast(a0[0]);
                c00 = L.Fma(x, b0, c00); c01 = L.Fma(x, b1, c01);
                x = L.Broadcast(a0[row]);
                c10 = L.Fma(x, b0, c10); c11 = L.Fma(x, b1, c11);
                x = L.Broadcast(a0[row2]);
                c20 = L.Fma(x, b0, c20); c21 = L.Fma(x, b1, c21);
                x = L.Broadcast(a0[row3]);
                c30 = L.Fma(x, b0, c30); c31 = L.Fma(x, b1, c31);
                x = L.Broadcast(a4[0]);
                c40 = L.Fma(x, b0, c40); c41 = L.Fma(x, b1, c41);
                x = L.Broadcast(a4[row]);
                c50 = L.Fma(x, b0, c50); c51 = L.Fma(x, b1, c51);
                a0 += aStep; a4 += aStep; b += bStep;
            }
        }
        T* to = tile->C;
        nint toRow = tile->CRow, toNext = tile->CNext;
        int last = tile->LastLanes;
        Put(to, toNext, last, c00, c01);
        Put(to + toRow, toNext, last, c10, c11);
        Put(to + 2 * toRow, toNext, last, c20, c21);
        Put(to + 3 * toRow, toNext, last, c30, c31);
        Put(to + 4 * toRow, toNext, last, c40, c41);
        Put(to + 5 * toRow, toNext, last, c50, c51);
    }

    /// <summary>4 rows: 8 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows4(Tile<T>* tile)
    {
        V c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        if (tile->Accumulate)
        {
            T* c = tile->C;
            nint cRow = tile->CRow, next = tile->CNext;
            int lanes = tile->LastLanes;
            c00 = L.Load(c); c01 = Last(c + next, lanes);
            c10 = L.Load(c + cRow); c11 = Last(c + cRow + next, lanes);
            c20 = L.Load(c + 2 * cRow); c21 = Last(c + 2 * cRow + next, lanes);
            c30 = L.Load(c + 3 * cRow); c31 = Last(c + 3 * cRow + next, lanes);
        }
        nint row = tile->ARow, row2 = 2 * row, row3 = 3 * row, aStep = tile->AStep, bStep = tile->BStep, bNext = tile->BNext;
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
                V b0 = L.Load(b), b1 = L.Load(b + bNext), x;
                x = L.Broadcast(a0[0]);
                c00 = L.Fma(x, b0, c00); c01 = L.Fma(x, b1, c01);
                x = L.Broadcast(a0[row]);
                c10 = L.Fma(x, b0, c10); c11 = L.Fma(x, b1, c11);
                x = L.Broadcast(a0[row2]);
                c20 = L.Fma(x, b0, c20); c21 = L.Fma(x, b1, c21);
                x = L.Broadcast(a0[row3]);
                c30 = L.Fma(x, b0, c30); c31 = L.Fma(x, b1, c31);
                a0 += aStep; b += bStep;
            }
        }
        T* to = tile->C;
        nint toRow = tile->CRow, toNext = tile->CNext;
        int last = tile->LastLanes;
        Put(to, toNext, last, c00, c01);
        Put(to + toRow, toNext, last, c10, c11);
        Put(to + 2 * toRow, toNext, last, c20, c21);
        Put(to + 3 * toRow, toNext, last, c30, c31);
    }

    /// <summary>2 rows: 4 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows2(Tile<T>* tile)
    {
        V c00 = default, c01 = default, c10 = default, c11 = default;
        if (tile->Accumulate)
        {
            T* c = tile->C;
            nint cRow = tile->CRow, next = tile->CNext;
            int lanes = tile->LastLanes;
            c00 = L.Load(c); c01 = Last(c + next, lanes);
            c10 = L.Load(c + cRow); c11 = Last(c + cRow + next, lanes);
        }
        nint row = tile->ARow, aStep = tile->AStep, bStep = tile->BStep, bNext = tile->BNext;
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
                V b0 = L.Load(b), b1 = L.Load(b + bNext), x;
                x = L.Broadcast(a0[0]);
                c00 = L.Fma(x, b0, c00); c01 = L.Fma(x, b1, c01);
                x = L.Broadcast(a0[row]);
                c10 = L.Fma(x, b0, c10); c11 = L.Fma(x, b1, c11);
                a0 += aStep; b += bStep;
            }
        }
        T* to = tile->C;
        nint toRow = tile->CRow, toNext = tile->CNext;
        int last = tile->LastLanes;
        Put(to, toNext, last, c00, c01);
        Put(to + toRow, toNext, last, c10, c11);
    }

    /// <summary>1 row: 2 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows1(Tile<T>* tile)
    {
        V c00 = default, c01 = default;
        if (tile->Accumulate)
        {
            T* c = tile->C;
            nint cRow = tile->CRow, next = tile->CNext;
            int lanes = tile->LastLanes;
            c00 = L.Load(c); c01 = Last(c + next, lanes);
        }
        nint aStep = tile->AStep, bStep = tile->BStep, bNext = tile->BNext;
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
                V b0 = L.Load(b), b1 = L.Load(b + bNext), x;
                x = L.Broadcast(a0[0]);
                c00 = L.Fma(x, b0, c00); c01 = L.Fma(x, b1, c01);
                a0 += aStep; b += bStep;
            }
        }
        T* to = tile->C;
        nint toRow = tile->CRow, toNext = tile->CNext;
        int last = tile->LastLanes;
        Put(to, toNext, last, c00, c01);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Last(T* from, int lanes) => lanes == L.Count ? L.Load(from) : L.Load(from, lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(T* to, nint next, int lastLanes, V v0, V v1)
    {
        L.Store(v0, to);
        if (lastLanes == L.Count) L.Store(v1, to + next);
        else L.Store(v1, to + next, lastLanes);
    }
}
