using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hebb.Kernels;

/// <summary>Copies pieces of matrices into the order in which tiles read them.</summary>
internal static unsafe class Panels<L, T, V> where L : struct, IVectors<T, V> where T : unmanaged where V : struct
{
    /// <summary>
    /// Copies <paramref name="depth"/> rows of <paramref name="used"/> columns to rows of <paramref name="width"/> (one or two whole vectors), zeros in what is
    /// left.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(T* from, nint row, nint column, int depth, int used, int width, T* to)
    {
        if (column != 1)
        {
            if (used < width) new Span<T>(to, depth * width).Clear();
            Transpose(from, row, column, depth, used, width, to);
            return;
        }
        int last = used - (width - L.Count);
        for (int k = 0; k < depth; k++, from += row, to += width)
        {
            if (width > L.Count) L.Store(L.Load(from), to);
            L.Store(last == L.Count ? L.Load(from + width - L.Count) : L.Load(from + width - L.Count, last), to + width - L.Count);
        }
    }

    /// <summary>
    /// Copies element (i, j) from <c>from + i row + j column</c> to <c>to + i toRow + j</c>. Where <paramref name="row"/> is 1, blocks of 16 or 8 rows and
    /// columns of floats are turned in registers; at the edges they reach back over what is done already.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(T* from, nint row, nint column, int rows, int columns, nint toRow, T* to)
    {
        int side = typeof(T) != typeof(float) || row != 1 ? 0
            : rows >= 16 && columns >= 16 && Avx512F.IsSupported && L.Count >= 16 ? 16
            : rows >= 8 && columns >= 8 && Avx.IsSupported && L.Count >= 8 ? 8 : 0;
        if (side > 0)
            for (int j = 0; j < columns; j += side)
            {
                if (j + side > columns) j = columns - side;
                for (int i = 0; i < rows; i += side)
                {
                    if (i + side > rows) i = rows - side;
                    float* block = (float*)(from + i + j * column), turned = (float*)(to + i * toRow + j);
                    if (side == 16) Transpose16(block, column, turned, toRow);
                    else Transpose8(block, column, turned, toRow);
                }
            }
        else
            for (int j = 0; j < columns; j++)
                for (int i = 0; i < rows; i++) to[i * toRow + j] = from[i * row + j * column];
    }

    /// <summary>
    /// Turns 16 x 16 floats: as for 8 x 8, neighbours are exchanged in pairs of one and of two within quarters of
    /// vectors, and then the quarters.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose16(float* from, nint row, float* to, nint toRow)
    {
        // Of each four rows: their elements 0, 4, 8 and 12 side by side, then 1, 5, 9 and 13, and so on.
        Four(from, row, out Vector512<float> a0, out Vector512<float> a1, out Vector512<float> a2, out Vector512<float> a3);
        Four(from + 4 * row, row, out Vector512<float> b0, out Vector512<float> b1, out Vector512<float> b2, out Vector512<float> b3);
        Four(from + 8 * row, row, out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2, out Vector512<float> c3);
        Four(from + 12 * row, row, out Vector512<float> d0, out Vector512<float> d1, out Vector512<float> d2, out Vector512<float> d3);
        Quarters(a0, b0, c0, d0, to, 4 * toRow);
        Quarters(a1, b1, c1, d1, to + toRow, 4 * toRow);
        Quarters(a2, b2, c2, d2, to + 2 * toRow, 4 * toRow);
        Quarters(a3, b3, c3, d3, to + 3 * toRow, 4 * toRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(float* from, nint row, out Vector512<float> v0, out Vector512<float> v1, out Vector512<float> v2, out Vector512<float> v3)
    {
        Vector512<float> a = Vector512.Load(from), b = Vector512.Load(from + row), c = Vector512.Load(from + 2 * row), d = Vector512.Load(from + 3 * row);
        Vector512<double> abLow = Avx512F.UnpackLow(a, b).AsDouble(), abHigh = Avx512F.UnpackHigh(a, b).AsDouble();
        Vector512<double> cdLow = Avx512F.UnpackLow(c, d).AsDouble(), cdHigh = Avx512F.UnpackHigh(c, d).AsDouble();
        v0 = Avx512F.UnpackLow(abLow, cdLow).AsSingle();
        v1 = Avx512F.UnpackHigh(abLow, cdLow).AsSingle();
        v2 = Avx512F.UnpackLow(abHigh, cdHigh).AsSingle();
        v3 = Avx512F.UnpackHigh(abHigh, cdHigh).AsSingle();
    }

    /// <summary>Stores the first quarters of four vectors as one, then the second ones, and so on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, float* to, nint toRow)
    {
        Vector512<float> abLow = Avx512F.Shuffle4x128(a, b, 0x44), abHigh = Avx512F.Shuffle4x128(a, b, 0xEE);
        Vector512<float> cdLow = Avx512F.Shuffle4x128(c, d, 0x44), cdHigh = Avx512F.Shuffle4x128(c, d, 0xEE);
        Avx512F.Shuffle4x128(abLow, cdLow, 0x88).Store(to);
        Avx512F.Shuffle4x128(abLow, cdLow, 0xDD).Store(to + toRow);
        Avx512F.Shuffle4x128(abHigh, cdHigh, 0x88).Store(to + 2 * toRow);
        Avx512F.Shuffle4x128(abHigh, cdHigh, 0xDD).Store(to + 3 * toRow);
    }

    /// <summary>
    /// Turns 8 x 8 floats: neighbours are exchanged in pairs of one (unpack), of two (shuffle), and of four (permute), three rounds of eight instructions.
    /// <code>
    /// rows a b c d ... of a0 a1 a2 a3 | ...   unpack: a0 b0 a1 b1 | ...   shuffle with c, d: a0 b0 c0 d0 | ...   permute with e to h: a0 b0 c0 d0 e0 f0 g0 h0
    /// </code>
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8(float* from, nint row, float* to, nint toRow)
    {
        float* from4 = from + 4 * row, to4 = to + 4 * toRow;
        nint row3 = 3 * row, toRow3 = 3 * toRow;
        Vector256<float> a = Vector256.Load(from), b = Vector256.Load(from + row), c = Vector256.Load(from + 2 * row), d = Vector256.Load(from + row3);
        Vector256<float> e = Vector256.Load(from4), f = Vector256.Load(from4 + row), g = Vector256.Load(from4 + 2 * row), h = Vector256.Load(from4 + row3);
        Vector256<float> abLow = Avx.UnpackLow(a, b), abHigh = Avx.UnpackHigh(a, b), cdLow = Avx.UnpackLow(c, d), cdHigh = Avx.UnpackHigh(c, d);
        Vector256<float> efLow = Avx.UnpackLow(e, f), efHigh = Avx.UnpackHigh(e, f), ghLow = Avx.UnpackLow(g, h), ghHigh = Avx.UnpackHigh(g, h);
        Vector256<float> abcd0 = Avx.Shuffle(abLow, cdLow, 0x44), abcd1 = Avx.Shuffle(abLow, cdLow, 0xEE);
        Vector256<float> abcd2 = Avx.Shuffle(abHigh, cdHigh, 0x44), abcd3 = Avx.Shuffle(abHigh, cdHigh, 0xEE);
        Vector256<float> efgh0 = Avx.Shuffle(efLow, ghLow, 0x44), efgh1 = Avx.Shuffle(efLow, ghLow, 0xEE);
        Vector256<float> efgh2 = Avx.Shuffle(efHigh, ghHigh, 0x44), efgh3 = Avx.Shuffle(efHigh, ghHigh, 0xEE);
        Avx.Permute2x128(abcd0, efgh0, 0x20).Store(to);
        Avx.Permute2x128(abcd1, efgh1, 0x20).Store(to + toRow);
        Avx.Permute2x128(abcd2, efgh2, 0x20).Store(to + 2 * toRow);
        Avx.Permute2x128(abcd3, efgh3, 0x20).Store(to + toRow3);
        Avx.Permute2x128(abcd0, efgh0, 0x31).Store(to4);
        Avx.Permute2x128(abcd1, efgh1, 0x31).Store(to4 + toRow);
        Avx.Permute2x128(abcd2, efgh2, 0x31).Store(to4 + 2 * toRow);
        Avx.Permute2x128(abcd3, efgh3, 0x31).Store(to4 + toRow3);
    }
}
