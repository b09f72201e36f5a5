using System.Runtime.CompilerServices;

namespace Hebb.Kernels;

/// <summary>
/// Register tiles for products whose lanes are images: both factors are vectors, so five of one times four of the other make 20 sums from 9 loads.
/// </summary>
/// <remarks>
/// <code>for (each pixel) for (r &lt; R) for (c &lt; C) sum[r, c] += x[pixel, r] * g[pixel, c];</code>
/// The text is that of the largest tile; a smaller one is the same with rows and columns left out by the compiler, to which <see cref="ISize"/> is a constant.
/// </remarks>
internal static unsafe class LaneTiles<L, T, V> where L : struct, IVectors<T, V> where T : unmanaged where V : struct
{
    private const int MostRows = 5, MostColumns = 4;

    /// <summary>The numbers of x that the next tile takes when so many are left: as few tiles as will do, and all about the same.</summary>
    public static int Rows(int left) => Share(left, MostRows);

    /// <summary>The channels that the next tile takes when so many are left.</summary>
    public static int Columns(int left) => Share(left, MostColumns);

    private static int Share(int left, int most)
    {
        int tiles = (left + most - 1) / most;
        return (left + tiles - 1) / tiles;
    }

    /// <summary>Computes a tile of a size that <see cref="Rows"/> and <see cref="Columns"/> chose.</summary>
    public static void Run(int rows, int columns, LaneTile<T>* tile)
    {
        switch (rows)
        {
            case 5: Run<ISize.Five>(columns, tile); break;
            case 4: Run<ISize.Four>(columns, tile); break;
            case 3: Run<ISize.Three>(columns, tile); break;
            case 2: Run<ISize.Two>(columns, tile); break;
            default: Run<ISize.One>(columns, tile); break;
        }
    }

    private static void Run<R>(int columns, LaneTile<T>* tile) where R : struct, ISize
    {
        switch (columns)
        {
            case 4: Sum<R, ISize.Four>(tile); break;
            case 3: Sum<R, ISize.Three>(tile); break;
            case 2: Sum<R, ISize.Two>(tile); break;
            default: Sum<R, ISize.One>(tile); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Sum<R, C>(LaneTile<T>* tile) where R : struct, ISize where C : struct, ISize
    {
        V c00 = default, c01 = default, c02 = default, c03 = default;
        V c10 = default, c11 = default, c12 = default, c13 = default;
        V c20 = default, c21 = default, c22 = default, c23 = default;
        V c30 = default, c31 = default, c32 = default, c33 = default;
        V c40 = default, c41 = default, c42 = default, c43 = default;
        T* sum = tile->C;
        nint row = tile->CRow, column = tile->CColumn, xStep = tile->XStep, gStep = tile->GStep, number = tile->Number, number3 = 3 * number;
        c00 = L.Load(sum);
        if (C.Count > 1) c01 = L.Load(sum + column);
        if (C.Count > 2) c02 = L.Load(sum + 2 * column);
        if (C.Count > 3) c03 = L.Load(sum + 3 * column);
        if (R.Count > 1)
        {
            sum += row;
            c10 = L.Load(sum);
            if (C.Count > 1) c11 = L.Load(sum + column);
            if (C.Count > 2) c12 = L.Load(sum + 2 * column);
            if (C.Count > 3) c13 = L.Load(sum + 3 * column);
        }
        if (R.Count > 2)
        {
            sum += row;
            c20 = L.Load(sum);
            if (C.Count > 1) c21 = L.Load(sum + column);
            if (C.Count > 2) c22 = L.Load(sum + 2 * column);
            if (C.Count > 3) c23 = L.Load(sum + 3 * column);
        }
        if (R.Count > 3)
        {
            sum += row;
            c30 = L.Load(sum);
            if (C.Count > 1) c31 = L.Load(sum + column);
            if (C.Count > 2) c32 = L.Load(sum + 2 * column);
            if (C.Count > 3) c33 = L.Load(sum + 3 * column);
        }
        if (R.Count > 4)
        {
            sum += row;
            c40 = L.Load(sum);
            if (C.Count > 1) c41 = L.Load(sum + column);
            if (C.Count > 2) c42 = L.Load(sum + 2 * column);
            if (C.Count > 3) c43 = L.Load(sum + 3 * column);
        }
        for (int s = 0; s < tile->Rows; s++)
        {
            T* x = tile->X + s * tile->XRow, g = tile->G + s * tile->GRow;
            for (int p = tile->Pixels; p > 0; p--, x += xStep, g += gStep)
            {
                V y0 = L.Load(g), y1 = default, y2 = default, y3 = default, z = L.Load(x);
                if (C.Count > 1) y1 = L.Load(g + number);
                if (C.Count > 2) y2 = L.Load(g + 2 * number);
                if (C.Count > 3) y3 = L.Load(g + number3);
                c00 = L.Fma(z, y0, c00);
                if (C.Count > 1) c01 = L.Fma(z, y1, c01);
                if (C.Count > 2) c02 = L.Fma(z, y2, c02);
                if (C.Count > 3) c03 = L.Fma(z, y3, c03);
                if (R.Count > 1)
                {
                    z = L.Load(x + number);
                    c10 = L.Fma(z, y0, c10);
                    if (C.Count > 1) c11 = L.Fma(z, y1, c11);
                    if (C.Count > 2) c12 = L.Fma(z, y2, c12);
                    if (C.Count > 3) c13 = L.Fma(z, y3, c13);
                }
                if (R.Count > 2)
                {
                    z = L.Load(x + 2 * number);
                    c20 = L.Fma(z, y0, c20);
                    if (C.Count > 1) c21 = L.Fma(z, y1, c21);
                    if (C.Count > 2) c22 = L.Fma(z, y2, c22);
                    if (C.Count > 3) c23 = L.Fma(z, y3, c23);
                }
                if (R.Count > 3)
                {
                    z = L.Load(x + number3);
                    c30 = L.Fma(z, y0, c30);
                    if (C.Count > 1) c31 = L.Fma(z, y1, c31);
                    if (C.Count > 2) c32 = L.Fma(z, y2, c32);
                    if (C.Count > 3) c33 = L.Fma(z, y3, c33);
                }
                if (R.Count > 4)
                {
                    z = L.Load(x + 4 * number);
                    c40 = L.Fma(z, y0, c40);
                    if (C.Count > 1) c41 = L.Fma(z, y1, c41);
                    if (C.Count > 2) c42 = L.Fma(z, y2, c42);
                    if (C.Count > 3) c43 = L.Fma(z, y3, c43);
                }
            }
        }
        sum = tile->C;
        L.Store(c00, sum);
        if (C.Count > 1) L.Store(c01, sum + column);
        if (C.Count > 2) L.Store(c02, sum + 2 * column);
        if (C.Count > 3) L.Store(c03, sum + 3 * column);
        if (R.Count > 1)
        {
            sum += row;
            L.Store(c10, sum);
            if (C.Count > 1) L.Store(c11, sum + column);
            if (C.Count > 2) L.Store(c12, sum + 2 * column);
            if (C.Count > 3) L.Store(c13, sum + 3 * column);
        }
        if (R.Count > 2)
        {
            sum += row;
            L.Store(c20, sum);
            if (C.Count > 1) L.Store(c21, sum + column);
            if (C.Count > 2) L.Store(c22, sum + 2 * column);
            if (C.Count > 3) L.Store(c23, sum + 3 * column);
        }
        if (R.Count > 3)
        {
            sum += row;
            L.Store(c30, sum);
            if (C.Count > 1) L.Store(c31, sum + column);
            if (C.Count > 2) L.Store(c32, sum + 2 * column);
            if (C.Count > 3) L.Store(c33, sum + 3 * column);
        }
        if (R.Count > 4)
        {
            sum += row;
            L.Store(c40, sum);
            if (C.Count > 1) L.Store(c41, sum + column);
            if (C.Count > 2) L.Store(c42, sum + 2 * column);
            if (C.Count > 3) L.Store(c43, sum + 3 * column);
        }
    }
}
