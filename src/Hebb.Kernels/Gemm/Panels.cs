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
    /// Copies element (i, j) from <c>from + i row + j column</c> to <c>to + i toRow + j</c>. Where <paramref name="row"/> is 1, blocks of 8 x 8 floats are
    /// turned in registers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(T* from, nint row, nint column, int rows, int columns, nint toRow, T* to)
    {
        int j = 0;
        if (typeof(T) == typeof(float) && row == 1 && Avx.IsSupported && L.Count >= 8)
            for (; j + 8 <= columns; j += 8)
            {
                int i = 0;
                for (; i + 8 <= rows; i += 8) Transpose8((float*)(from + i + j * column), column, (float*)(to + i * toRow + j), toRow);
                for (; i < rows; i++)
                    for (int k = j; k < j + 8; k++) to[i * toRow + k] = from[i + k * column];
            }
        for (; j < columns; j++)
            for (int i = 0; i < rows; i++) to[i * toRow + j] = from[i * row + j * column];
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
