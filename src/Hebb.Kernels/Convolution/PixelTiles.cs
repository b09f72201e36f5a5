using System.Runtime.CompilerServices;

namespace Hebb.Kernels;

/// <summary>Register tiles for passes whose lanes are images: up to six channels of four neighbouring pixels, 24 sums from 4 loads and 6 copied
/// numbers.</summary>
/// <remarks>
/// As <see cref="WideTiles{L, T, V}"/>, with four vectors of B and not two, for processors with 32 registers. The text is that of six channels; with fewer
/// the compiler leaves rows out.
/// </remarks>
internal static unsafe class PixelTiles<L, T, V> where L : struct, IVectors<T, V> where T : unmanaged where V : struct
{
    /// <summary>The pixels of a tile.</summary>
    public const int Pixels = 4;

    /// <summary>The channels that the next tile takes when so many are left: as few tiles as will do, and all about the same.</summary>
    public static int Channels(int left)
    {
        int tiles = (left + 5) / 6;
        return (left + tiles - 1) / tiles;
    }

    /// <summary>Computes a tile of so many channels, which are its rows.</summary>
    public static void Run(int channels, Tile<T>* tile)
    {
        switch (channels)
        {
            case 6: Sum<ISize.Six>(tile); break;
            case 5: Sum<ISize.Five>(tile); break;
            case 4: Sum<ISize.Four>(tile); break;
            case 3: Sum<ISize.Three>(tile); break;
            case 2: Sum<ISize.Two>(tile); break;
            default: Sum<ISize.One>(tile); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Sum<R>(Tile<T>* tile) where R : struct, ISize
    {
        V c00 = default, c01 = default, c02 = default, c03 = default;
        V c10 = default, c11 = default, c12 = default, c13 = default;
        V c20 = default, c21 = default, c22 = default, c23 = default;
        V c30 = default, c31 = default, c32 = default, c33 = default;
        V c40 = default, c41 = default, c42 = default, c43 = default;
        V c50 = default, c51 = default, c52 = default, c53 = default;
        nint step = tile->AStep, bStep = tile->BStep, next = tile->BNext, next3 = 3 * next;
        for (int s = 0; s < tile->Segments; s++)
        {
            T* a = tile->A + tile->ASegment[s], b = tile->B + tile->BSegment[s];
            for (int k = tile->Depth; k > 0; k--, a += step, b += bStep)
            {
                V b0 = L.Load(b), b1 = L.Load(b + next), b2 = L.Load(b + 2 * next), b3 = L.Load(b + next3), x = L.Broadcast(a[0]);
                c00 = L.Fma(x, b0, c00); c01 = L.Fma(x, b1, c01); c02 = L.Fma(x, b2, c02); c03 = L.Fma(x, b3, c03);
                if (R.Count > 1)
                {
                    x = L.Broadcast(a[1]);
                    c10 = L.Fma(x, b0, c10); c11 = L.Fma(x, b1, c11); c12 = L.Fma(x, b2, c12); c13 = L.Fma(x, b3, c13);
                }
                if (R.Count > 2)
                {
                    x = L.Broadcast(a[2]);
                    c20 = L.Fma(x, b0, c20); c21 = L.Fma(x, b1, c21); c22 = L.Fma(x, b2, c22); c23 = L.Fma(x, b3, c23);
                }
                if (R.Count > 3)
                {
                    x = L.Broadcast(a[3]);
                    c30 = L.Fma(x, b0, c30); c31 = L.Fma(x, b1, c31); c32 = L.Fma(x, b2, c32); c33 = L.Fma(x, b3, c33);
                }
                if (R.Count > 4)
                {
                    x = L.Broadcast(a[4]);
                    c40 = L.Fma(x, b0, c40); c41 = L.Fma(x, b1, c41); c42 = L.Fma(x, b2, c42); c43 = L.Fma(x, b3, c43);
                }
                if (R.Count > 5)
                {
                    x = L.Broadcast(a[5]);
                    c50 = L.Fma(x, b0, c50); c51 = L.Fma(x, b1, c51); c52 = L.Fma(x, b2, c52); c53 = L.Fma(x, b3, c53);
                }
            }
        }
        T* to = tile->C;
        nint row = tile->CRow, toNext = tile->CNext;
        Put(to, toNext, c00, c01, c02, c03);
        if (R.Count > 1) Put(to + row, toNext, c10, c11, c12, c13);
        if (R.Count > 2) Put(to + 2 * row, toNext, c20, c21, c22, c23);
        if (R.Count > 3) Put(to + 3 * row, toNext, c30, c31, c32, c33);
        if (R.Count > 4) Put(to + 4 * row, toNext, c40, c41, c42, c43);
        if (R.Count > 5) Put(to + 5 * row, toNext, c50, c51, c52, c53);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(T* to, nint next, V a, V b, V c, V d)
    {
        L.Store(a, to);
        L.Store(b, to + next);
        L.Store(c, to + 2 * next);
        L.Store(d, to + 3 * next);
    }
}
