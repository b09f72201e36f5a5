using System.Runtime.CompilerServices;

namespace Hebb.Kernels;

/// <summary>
/// A matrix product at each of the 36 points: a block's tiles by source channels, times source channels by one panel of destination channels.
/// </summary>
internal static unsafe class WinogradProducts<L, V> where L : struct, IVectors<float, V> where V : struct
{
    private const int Points = WinogradTiles<L, V>.Points;

    /// <summary>Computes them: left matrices of <paramref name="depth"/> columns, right ones of <paramref name="columns"/>, one vector or two.</summary>
    public static void Multiply(
        int tiles, int depth, int columns, float* inputs, nint inputPlane, float* kernel, nint kernelPlane, float* products, nint plane)
    {
        bool wide = columns > L.Count;
        int done = 0;
        if (!wide && L.ManyRegisters && tiles >= 16)
        {
            Narrow(tiles / 16, depth, inputs, inputPlane, kernel, kernelPlane, products, plane);
            done = tiles / 16 * 16;
        }
        Tile<float> tile = new()
        {
            ARow = depth, AGroup = 8 * (nint)depth, AStep = 1, Segments = 1, Depth = depth,
            BStep = columns, BNext = L.Count, CRow = columns, CGroup = 8 * columns, CNext = L.Count, LastLanes = L.Count,
        };
        for (int point = 0; point < Points && done < tiles; point++, inputs += inputPlane, kernel += kernelPlane, products += plane)
        {
            tile.B = kernel;
            for (int row = done, rows; row < tiles; row += rows)
            {
                tile.A = inputs + row * tile.ARow;
                tile.C = products + row * tile.CRow;
                if (wide) WideTiles<L, float, V>.Run(rows = MatrixBlock<L, float, V>.WideRows(tiles - row), &tile);
                else NarrowTiles<L, float, V>.Run(rows = MatrixBlock<L, float, V>.NarrowRows(tiles - row), &tile);
            }
        }
    }

    /// <summary>
    /// Panels of one vector, 16 rows at a time, at all points. It is the tile of <see cref="NarrowTiles{L, T, V}"/> without what that can do besides: with
    /// sixteen channels a tile lasts some 130 cycles, of which calling it took fifty.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow(
        int blocks, int depth, float* inputs, nint inputPlane, float* kernel, nint kernelPlane, float* products, nint plane)
    {
        nint row = depth, row2 = 2 * row, row3 = 3 * row;
        for (int point = 0; point < Points; point++, inputs += inputPlane, kernel += kernelPlane, products += plane)
        {
            float* a = inputs, c = products;
            for (int block = 0; block < blocks; block++, a += 16 * row, c += 16 * L.Count)
            {
                V c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default, c6 = default, c7 = default;
                V c8 = default, c9 = default, c10 = default, c11 = default, c12 = default, c13 = default, c14 = default, c15 = default;
                float* a0 = a, a4 = a0 + 4 * row, a8 = a4 + 4 * row, a12 = a8 + 4 * row, b = kernel;
                for (int k = depth; k > 0; k--)
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
                    a0++; a4++; a8++; a12++; b += L.Count;
                }
                L.Store(c0, c); L.Store(c1, c + L.Count); L.Store(c2, c + 2 * L.Count); L.Store(c3, c + 3 * L.Count);
                L.Store(c4, c + 4 * L.Count); L.Store(c5, c + 5 * L.Count); L.Store(c6, c + 6 * L.Count); L.Store(c7, c + 7 * L.Count);
                L.Store(c8, c + 8 * L.Count); L.Store(c9, c + 9 * L.Count); L.Store(c10, c + 10 * L.Count); L.Store(c11, c + 11 * L.Count);
                L.Store(c12, c + 12 * L.Count); L.Store(c13, c + 13 * L.Count); L.Store(c14, c + 14 * L.Count); L.Store(c15, c + 15 * L.Count);
            }
        }
    }
}
