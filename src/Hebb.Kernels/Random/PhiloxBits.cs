using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>Sixteen Philox blocks at a time.</summary>
/// <remarks>
/// A lane of 64 bits works on one block: the multiplication that the cipher is made of takes the low 32 bits of a lane and gives all 64 of the product, so
/// what stands in the high bits in between
/// does not matter and is never cleared.
/// </remarks>
internal static unsafe class PhiloxBits
{
    /// <summary>How many blocks are made together.</summary>
    public const int Together = 16;

    /// <summary>Fills 64 words per group of sixteen blocks: word 0 of each block, then word 1, word 2, word 3.</summary>
    [MethodImpl(AggressiveOptimization)]
    public static void Narrow(ulong key, ulong counter, ulong group, int groups, uint* words)
    {
        for (; groups > 0; groups--, group++, words += 64)
        {
            Lanes a = Eight(key, counter, group * Together), b = Eight(key, counter, group * Together + 8);
            Vector512.Narrow(a.A, b.A).Store(words);
            Vector512.Narrow(a.B, b.B).Store(words + 16);
            Vector512.Narrow(a.C, b.C).Store(words + 32);
            Vector512.Narrow(a.D, b.D).Store(words + 48);
        }
    }

    /// <summary>Fills 32 double words per group of sixteen blocks: words 0 and 1 of each block, then words 2 and 3.</summary>
    [MethodImpl(AggressiveOptimization)]
    public static void Wide(ulong key, ulong counter, ulong group, int groups, ulong* words)
    {
        Vector512<ulong> low = Vector512.Create(0xFFFFFFFFul);
        for (; groups > 0; groups--, group++, words += 32)
        {
            Lanes a = Eight(key, counter, group * Together), b = Eight(key, counter, group * Together + 8);
            ((a.A & low) | (a.B << 32)).Store(words);
            ((b.A & low) | (b.B << 32)).Store(words + 8);
            ((a.C & low) | (a.D << 32)).Store(words + 16);
            ((b.C & low) | (b.D << 32)).Store(words + 24);
        }
    }

    private struct Lanes
    {
        public Vector512<ulong> A, B, C, D;
    }

    /// <summary>Eight blocks. Their state fits into the registers of every width; the processor itself works on the next eight while these wait for their
    /// products.</summary>
    [MethodImpl(AggressiveInlining)]
    private static Lanes Eight(ulong key, ulong counter, ulong block)
    {
        Vector512<ulong> a = Vector512.Create(block) + Vector512.Create(0ul, 1, 2, 3, 4, 5, 6, 7), b = a >>> 32, c = Vector512.Create(counter), d = c >>> 32;
        Vector512<ulong> k = Vector512.Create(key), m = k >>> 32;
        for (int round = 0; round < 10; round++)
        {
            Vector512<ulong> left = Product(a, Vector512.Create(0xD2511F53ul)), right = Product(c, Vector512.Create(0xCD9E8D57ul));
            a = (right >>> 32) ^ (b ^ k);
            c = (left >>> 32) ^ (d ^ m);
            b = right;
            d = left;
            k += Vector512.Create(0x9E3779B9ul);
            m += Vector512.Create(0xBB67AE85ul);
        }
        Lanes lanes;
        lanes.A = a;
        lanes.B = b;
        lanes.C = c;
        lanes.D = d;
        return lanes;
    }

    /// <summary>The products of the low halves of the lanes: one instruction that no portable method names.</summary>
    [MethodImpl(AggressiveInlining)]
    private static Vector512<ulong> Product(Vector512<ulong> a, Vector512<ulong> b)
    {
        if (Avx512F.IsSupported) return Avx512F.Multiply(a.AsUInt32(), b.AsUInt32());
        if (Avx2.IsSupported)
        {
            Vector256<ulong> low = Avx2.Multiply(a.GetLower().AsUInt32(), b.GetLower().AsUInt32());
            return Vector512.Create(low, Avx2.Multiply(a.GetUpper().AsUInt32(), b.GetUpper().AsUInt32()));
        }
        return (a & Vector512.Create(0xFFFFFFFFul)) * b;
    }
}
