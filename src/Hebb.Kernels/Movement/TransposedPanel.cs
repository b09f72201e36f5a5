using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>A matrix transpose: destination[i, j] = source[j, i].</summary>
/// <remarks>
/// Read along rows, it writes down columns, and the other way round: either way, lines of memory are touched for one element at a time. So it goes block by
/// block: eight rows of eight 32-bit elements
/// are loaded into eight registers, their elements trade places in three rounds (neighbours, pairs, halves), and eight rows of the result are stored.
/// </remarks>
internal static unsafe class TransposedPanel<T> where T : unmanaged
{
    private const int Block = 8;

    /// <summary>Rows of the destination are <paramref name="d"/> elements apart, those of the source <paramref name="s"/>.</summary>
    [MethodImpl(AggressiveOptimization)]
    public static void Run(T* source, long s, T* destination, long d, long rows, long columns)
    {
        long wholeRows = 0, wholeColumns = 0;
        if (sizeof(T) == 4 && Avx.IsSupported)
        {
            wholeRows = rows / Block * Block;
            wholeColumns = columns / Block * Block;
            for (long j = 0; j < wholeColumns; j += Block)
                for (long i = 0; i < wholeRows; i += Block) Eight((float*)source + j * s + i, s, (float*)destination + i * d + j, d);
        }
        Rest(source + wholeColumns * s, s, destination + wholeColumns, d, wholeRows, columns - wholeColumns);
        Rest(source + wholeRows, s, destination + wholeRows * d, d, rows - wholeRows, columns);
    }

    /// <summary>What is left over: the longer side is the inner loop, in pieces that stay in the nearest cache.</summary>
    [MethodImpl(AggressiveOptimization)]
    private static void Rest(T* source, long s, T* destination, long d, long rows, long columns)
    {
        if (columns < Block)
            for (long j = 0; j < columns; j++)
                for (long i = 0; i < rows; i++) destination[i * d + j] = source[j * s + i];
        else
            for (long from = 0; from < columns; from += 4 * Block)
                for (long i = 0; i < rows; i++)
                    for (long j = from; j < Math.Min(columns, from + 4 * Block); j++) destination[i * d + j] = source[j * s + i];
    }

    [MethodImpl(AggressiveInlining)]
    private static void Eight(float* x, long s, float* y, long d)
    {
        Vector256<float> a = Vector256.Load(x), b = Vector256.Load(x + s), c = Vector256.Load(x + 2 * s), e = Vector256.Load(x + 3 * s);
        Vector256<float> f = Vector256.Load(x + 4 * s), g = Vector256.Load(x + 5 * s), h = Vector256.Load(x + 6 * s), k = Vector256.Load(x + 7 * s);
        Vector256<float> ab = Avx.UnpackLow(a, b), ba = Avx.UnpackHigh(a, b), ce = Avx.UnpackLow(c, e), ec = Avx.UnpackHigh(c, e);
        Vector256<float> fg = Avx.UnpackLow(f, g), gf = Avx.UnpackHigh(f, g), hk = Avx.UnpackLow(h, k), kh = Avx.UnpackHigh(h, k);
        a = Avx.Shuffle(ab, ce, 0x44);
        b = Avx.Shuffle(ab, ce, 0xEE);
        c = Avx.Shuffle(ba, ec, 0x44);
        e = Avx.Shuffle(ba, ec, 0xEE);
        f = Avx.Shuffle(fg, hk, 0x44);
        g = Avx.Shuffle(fg, hk, 0xEE);
        h = Avx.Shuffle(gf, kh, 0x44);
        k = Avx.Shuffle(gf, kh, 0xEE);
        Vector256.Store(Avx.Permute2x128(a, f, 0x20), y);
        Vector256.Store(Avx.Permute2x128(b, g, 0x20), y + d);
        Vector256.Store(Avx.Permute2x128(c, h, 0x20), y + 2 * d);
        Vector256.Store(Avx.Permute2x128(e, k, 0x20), y + 3 * d);
        Vector256.Store(Avx.Permute2x128(a, f, 0x31), y + 4 * d);
        Vector256.Store(Avx.Permute2x128(b, g, 0x31), y + 5 * d);
        Vector256.Store(Avx.Permute2x128(c, h, 0x31), y + 6 * d);
        Vector256.Store(Avx.Permute2x128(e, k, 0x31), y + 7 * d);
    }
}
