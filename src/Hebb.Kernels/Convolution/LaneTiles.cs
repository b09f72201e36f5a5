using System.Runtime.CompilerServices;

namespace Hebb.Kernels;

/// <summary>
/// Register tiles for products whose lanes are images: both factors are vectors, so four of one times six of the other make 24 sums from 10 loads.
/// </summary>
internal static unsafe class LaneTiles<L, T, V> where L : struct, IVectors<T, V> where T : unmanaged where V : struct
{
    /// <summary>The numbers of x that the next tile takes when so many are left.</summary>
    public static int Rows(int left) => left >= 4 ? 4 : 1;

    /// <summary>The channels that the next tile takes when so many are left.</summary>
    public static int Columns(int left) => left >= 6 ? 6 : left >= 3 ? 3 : 1;

    /// <summary>Computes a tile of a size that <see cref="Rows"/> and <see cref="Columns"/> chose.</summary>
    public static void Run(int rows, int columns, LaneTile<T>* tile)
    {
        switch (rows, columns)
        {
            case (4, 6): Tile4x6(tile); break;
            case (4, 3): Tile4x3(tile); break;
            case (4, 1): Tile4x1(tile); break;
            case (1, 6): Tile1x6(tile); break;
            case (1, 3): Tile1x3(tile); break;
            default: Tile1x1(tile); break;
        }
    }

    /// <summary>4 numbers of x by 6 channels: 24 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tile4x6(LaneTile<T>* tile)
    {
        T* c = tile->C;
        nint row = tile->CRow, column = tile->CColumn, xStep = tile->XStep, gStep = tile->GStep;
        V c00 = L.Load(c), c01 = L.Load(c + column), c02 = L.Load(c + 2 * column), c03 = L.Load(c + 3 * column), c04 = L.Load(c + 4 * column),
            c05 = L.Load(c + 5 * column);
        V c10 = L.Load(c + row), c11 = L.Load(c + row + column), c12 = L.Load(c + row + 2 * column), c13 = L.Load(c + row + 3 * column),
            c14 = L.Load(c + row + 4 * column), c15 = L.Load(c + row + 5 * column);
        V c20 = L.Load(c + 2 * row), c21 = L.Load(c + 2 * row + column), c22 = L.Load(c + 2 * row + 2 * column), c23 = L.Load(c + 2 * row + 3 * column),
            c24 = L.Load(c + 2 * row + 4 * column), c25 = L.Load(c + 2 * row + 5 * column);
        V c30 = L.Load(c + 3 * row), c31 = L.Load(c + 3 * row + column), c32 = L.Load(c + 3 * row + 2 * column), c33 = L.Load(c + 3 * row + 3 * column),
            c34 = L.Load(c + 3 * row + 4 * column), c35 = L.Load(c + 3 * row + 5 * column);
        for (int s = 0; s < tile->Rows; s++)
        {
            T* x = tile->X + s * tile->XRow, g = tile->G + s * tile->GRow;
            for (int p = tile->Pixels; p > 0; p--, x += xStep, g += gStep)
            {
                V x0 = L.Load(x), x1 = L.Load(x + L.Count), x2 = L.Load(x + 2 * L.Count), x3 = L.Load(x + 3 * L.Count), y;
                y = L.Load(g);
                c00 = L.Fma(x0, y, c00); c10 = L.Fma(x1, y, c10); c20 = L.Fma(x2, y, c20); c30 = L.Fma(x3, y, c30);
                y = L.Load(g + L.Count);
                c01 = L.Fma(x0, y, c01); c11 = L.Fma(x1, y, c11); c21 = L.Fma(x2, y, c21); c31 = L.Fma(x3, y, c31);
                y = L.Load(g + 2 * L.Count);
                c02 = L.Fma(x0, y, c02); c12 = L.Fma(x1, y, c12); c22 = L.Fma(x2, y, c22); c32 = L.Fma(x3, y, c32);
                y = L.Load(g + 3 * L.Count);
                c03 = L.Fma(x0, y, c03); c13 = L.Fma(x1, y, c13); c23 = L.Fma(x2, y, c23); c33 = L.Fma(x3, y, c33);
                y = L.Load(g + 4 * L.Count);
                c04 = L.Fma(x0, y, c04); c14 = L.Fma(x1, y, c14); c24 = L.Fma(x2, y, c24); c34 = L.Fma(x3, y, c34);
                y = L.Load(g + 5 * L.Count);
                c05 = L.Fma(x0, y, c05); c15 = L.Fma(x1, y, c15); c25 = L.Fma(x2, y, c25); c35 = L.Fma(x3, y, c35);
            }
        }
        L.Store(c00, c); L.Store(c01, c + column); L.Store(c02, c + 2 * column); L.Store(c03, c + 3 * column); L.Store(c04, c + 4 * column);
        L.Store(c05, c + 5 * column);
        L.Store(c10, c + row); L.Store(c11, c + row + column); L.Store(c12, c + row + 2 * column); L.Store(c13, c + row + 3 * column);
        L.Store(c14, c + row + 4 * column); L.Store(c15, c + row + 5 * column);
        L.Store(c20, c + 2 * row); L.Store(c21, c + 2 * row + column); L.Store(c22, c + 2 * row + 2 * column); L.Store(c23, c + 2 * row + 3 * column);
        L.Store(c24, c + 2 * row + 4 * column); L.Store(c25, c + 2 * row + 5 * column);
        L.Store(c30, c + 3 * row); L.Store(c31, c + 3 * row + column); L.Store(c32, c + 3 * row + 2 * column); L.Store(c33, c + 3 * row + 3 * column);
        L.Store(c34, c + 3 * row + 4 * column); L.Store(c35, c + 3 * row + 5 * column);
    }

    /// <summary>4 numbers of x by 3 channels: 12 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tile4x3(LaneTile<T>* tile)
    {
        T* c = tile->C;
        nint row = tile->CRow, column = tile->CColumn, xStep = tile->XStep, gStep = tile->GStep;
        V c00 = L.Load(c), c01 = L.Load(c + column), c02 = L.Load(c + 2 * column);
        V c10 = L.Load(c + row), c11 = L.Load(c + row + column), c12 = L.Load(c + row + 2 * column);
        V c20 = L.Load(c + 2 * row), c21 = L.Load(c + 2 * row + column), c22 = L.Load(c + 2 * row + 2 * column);
        V c30 = L.Load(c + 3 * row), c31 = L.Load(c + 3 * row + column), c32 = L.Load(c + 3 * row + 2 * column);
        for (int s = 0; s < tile->Rows; s++)
        {
            T* x = tile->X + s * tile->XRow, g = tile->G + s * tile->GRow;
            for (int p = tile->Pixels; p > 0; p--, x += xStep, g += gStep)
            {
                V x0 = L.Load(x), x1 = L.Load(x + L.Count), x2 = L.Load(x + 2 * L.Count), x3 = L.Load(x + 3 * L.Count), y;
                y = L.Load(g);
                c00 = L.Fma(x0, y, c00); c10 = L.Fma(x1, y, c10); c20 = L.Fma(x2, y, c20); c30 = L.Fma(x3, y, c30);
                y = L.Load(g + L.Count);
                c01 = L.Fma(x0, y, c01); c11 = L.Fma(x1, y, c11); c21 = L.Fma(x2, y, c21); c31 = L.Fma(x3, y, c31);
                y = L.Load(g + 2 * L.Count);
                c02 = L.Fma(x0, y, c02); c12 = L.Fma(x1, y, c12); c22 = L.Fma(x2, y, c22); c32 = L.Fma(x3, y, c32);
            }
        }
        L.Store(c00, c); L.Store(c01, c + column); L.Store(c02, c + 2 * column);
        L.Store(c10, c + row); L.Store(c11, c + row + column); L.Store(c12, c + row + 2 * column);
        L.Store(c20, c + 2 * row); L.Store(c21, c + 2 * row + column); L.Store(c22, c + 2 * row + 2 * column);
        L.Store(c30, c + 3 * row); L.Store(c31, c + 3 * row + column); L.Store(c32, c + 3 * row + 2 * column);
    }

    /// <summary>4 numbers of x by 1 channel: 4 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tile4x1(LaneTile<T>* tile)
    {
        T* c = tile->C;
        nint row = tile->CRow, xStep = tile->XStep, gStep = tile->GStep;
        V c00 = L.Load(c);
        V c10 = L.Load(c + row);
        V c20 = L.Load(c + 2 * row);
        V c30 = L.Load(c + 3 * row);
        for (int s = 0; s < tile->Rows; s++)
        {
            T* x = tile->X + s * tile->XRow, g = tile->G + s * tile->GRow;
            for (int p = tile->Pixels; p > 0; p--, x += xStep, g += gStep)
            {
                V x0 = L.Load(x), x1 = L.Load(x + L.Count), x2 = L.Load(x + 2 * L.Count), x3 = L.Load(x + 3 * L.Count), y;
                y = L.Load(g);
                c00 = L.Fma(x0, y, c00); c10 = L.Fma(x1, y, c10); c20 = L.Fma(x2, y, c20); c30 = L.Fma(x3, y, c30);
            }
        }
        L.Store(c00, c);
        L.Store(c10, c + row);
        L.Store(c20, c + 2 * row);
        L.Store(c30, c + 3 * row);
    }

    /// <summary>1 number of x by 6 channels: 6 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tile1x6(LaneTile<T>* tile)
    {
        T* c = tile->C;
        nint column = tile->CColumn, xStep = tile->XStep, gStep = tile->GStep;
        V c00 = L.Load(c), c01 = L.Load(c + column), c02 = L.Load(c + 2 * column), c03 = L.Load(c + 3 * column), c04 = L.Load(c + 4 * column),
            c05 = L.Load(c + 5 * column);
        for (int s = 0; s < tile->Rows; s++)
        {
            T* x = tile->X + s * tile->XRow, g = tile->G + s * tile->GRow;
            for (int p = tile->Pixels; p > 0; p--, x += xStep, g += gStep)
            {
                V x0 = L.Load(x);
                c00 = L.Fma(x0, L.Load(g), c00);
                c01 = L.Fma(x0, L.Load(g + L.Count), c01);
                c02 = L.Fma(x0, L.Load(g + 2 * L.Count), c02);
                c03 = L.Fma(x0, L.Load(g + 3 * L.Count), c03);
                c04 = L.Fma(x0, L.Load(g + 4 * L.Count), c04);
                c05 = L.Fma(x0, L.Load(g + 5 * L.Count), c05);
            }
        }
        L.Store(c00, c); L.Store(c01, c + column); L.Store(c02, c + 2 * column); L.Store(c03, c + 3 * column); L.Store(c04, c + 4 * column);
        L.Store(c05, c + 5 * column);
    }

    /// <summary>1 number of x by 3 channels: 3 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tile1x3(LaneTile<T>* tile)
    {
        T* c = tile->C;
        nint column = tile->CColumn, xStep = tile->XStep, gStep = tile->GStep;
        V c00 = L.Load(c), c01 = L.Load(c + column), c02 = L.Load(c + 2 * column);
        for (int s = 0; s < tile->Rows; s++)
        {
            T* x = tile->X + s * tile->XRow, g = tile->G + s * tile->GRow;
            for (int p = tile->Pixels; p > 0; p--, x += xStep, g += gStep)
            {
                V x0 = L.Load(x);
                c00 = L.Fma(x0, L.Load(g), c00);
                c01 = L.Fma(x0, L.Load(g + L.Count), c01);
                c02 = L.Fma(x0, L.Load(g + 2 * L.Count), c02);
            }
        }
        L.Store(c00, c); L.Store(c01, c + column); L.Store(c02, c + 2 * column);
    }

    /// <summary>1 number of x by 1 channel: 1 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tile1x1(LaneTile<T>* tile)
    {
        T* c = tile->C;
        nint xStep = tile->XStep, gStep = tile->GStep;
        V c00 = L.Load(c);
        for (int s = 0; s < tile->Rows; s++)
        {
            T* x = tile->X + s * tile->XRow, g = tile->G + s * tile->GRow;
            for (int p = tile->Pixels; p > 0; p--, x += xStep, g += gStep)
            {
                V x0 = L.Load(x);
                c00 = L.Fma(x0, L.Load(g), c00);
            }
        }
        L.Store(c00, c);
    }
}
