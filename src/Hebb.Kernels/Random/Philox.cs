using System.Diagnostics;

namespace Hebb.Kernels;

/// <summary>Random numbers by counting: Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011).</summary>
/// <remarks>
/// A block cipher turns (key, counter) into 128 random bits, with no state: element i of a tensor depends on (key, counter, i) alone, on no thread, width or earlier call, and can be made again at will.
/// The 128-bit counter of a block holds the block's number in its low half and the caller's counter (a step number, say) in its high half, so streams of different counters never meet.
/// Which block an element reads is chosen for vectors, and fixed for ever. 32 bits per element: group i / 64 has 16 blocks, element i reads word (i / 16) % 4 of block 16 * (i / 64) + i % 16.
/// 64 bits per element: element i reads words 2h and 2h + 1 (low, high), h = (i / 16) % 2, of block 16 * (i / 32) + i % 16.
/// </remarks>
internal static unsafe partial class Philox
{
    /// <summary>The four words of a block.</summary>
    internal readonly record struct Words(uint A, uint B, uint C, uint D)
    {
        /// <summary>Word 0 to 3.</summary>
        public uint this[long index] => index switch { 0 => A, 1 => B, 2 => C, _ => D };
    }

    /// <summary>One block.</summary>
    public static Words Block(ulong key, ulong block, ulong counter)
    {
        uint a = (uint)block, b = (uint)(block >> 32), c = (uint)counter, d = (uint)(counter >> 32), k = (uint)key, m = (uint)(key >> 32);
        for (int round = 0; round < 10; round++)
        {
            ulong left = 0xD2511F53ul * a, right = 0xCD9E8D57ul * c;
            (a, b, c, d) = ((uint)(right >> 32) ^ b ^ k, (uint)right, (uint)(left >> 32) ^ d ^ m, (uint)left);
            k += 0x9E3779B9;
            m += 0xBB67AE85;
        }
        return new(a, b, c, d);
    }

    /// <summary>The key of a name under a seed: what a layer's path and call number become. FNV-1a over the UTF-16 code units, begun with the seed, finished by SplitMix64's mixer; fixed for ever.</summary>
    public static ulong Key(ulong seed, string path)
    {
        ulong hash = 0xCBF29CE484222325 ^ Mix(seed + 0x9E3779B97F4A7C15);
        foreach (char c in path) hash = (hash ^ c) * 0x100000001B3;
        return Mix(hash);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A random order of 0 .. y.Length - 1 (Fisher and Yates).</summary>
    public static void Permutation(Span<int> y, ulong key)
    {
        PhiloxStream stream = new(key);
        for (int i = 0; i < y.Length; i++)
        {
            int j = stream.NextInt(i + 1);
            y[i] = y[j];   // inside-out: place i at a random earlier position
            y[j] = i;
        }
    }

    private static uint Word(ulong key, ulong counter, long i) => Block(key, (ulong)(i / 64 * 16 + i % 16), counter)[i / 16 % 4];

    private static ulong Wide(ulong key, ulong counter, long i)
    {
        Words words = Block(key, (ulong)(i / 32 * 16 + i % 16), counter);
        return i / 16 % 2 == 0 ? words.A | (ulong)words.B << 32 : words.C | (ulong)words.D << 32;
    }

    /// <summary>y[i] uniform in [0, 1): the top 24 bits of a word (Float32), the top 53 of two (Float64).</summary>
    public static void Uniform(in View y, ulong key, ulong counterStart)
    {
        for (long i = 0; i < y.Count; i++)
            if (y.DType == DType.Float32) ((float*)y.Address)[i] = (Word(key, counterStart, i) >> 8) * (1f / (1 << 24));
            else ((double*)y.Address)[i] = (Wide(key, counterStart, i) >> 11) * (1.0 / (1L << 53));
    }

    /// <summary>y[i] standard normal: the quantile of a uniform number.</summary>
    public static void Normal(in View y, ulong key, ulong counterStart)
    {
        for (long i = 0; i < y.Count; i++)
            if (y.DType == DType.Float32) ((float*)y.Address)[i] = (float)NormalQuantile.FromBits((ulong)Word(key, counterStart, i) << 32);
            else ((double*)y.Address)[i] = NormalQuantile.FromBits(Wide(key, counterStart, i));
    }

    /// <summary>y[i] standard normal given that it lies between -2 and 2.</summary>
    public static void TruncatedNormal(in View y, ulong key, ulong counterStart)
    {
        for (long i = 0; i < y.Count; i++)
            if (y.DType == DType.Float32) ((float*)y.Address)[i] = (float)NormalQuantile.Truncated((ulong)Word(key, counterStart, i) << 32);
            else ((double*)y.Address)[i] = NormalQuantile.Truncated(Wide(key, counterStart, i));
    }

    /// <summary>y[i] an integer (Int32 or Int64) from <paramref name="lowInclusive"/> to <paramref name="highExclusive"/> - 1: the range times 64 random bits, the high half of the product.</summary>
    /// <remarks>No result is likelier than another by more than one part in 2^64 / range.</remarks>
    public static void Integers(in View y, ulong key, ulong counter, long lowInclusive, long highExclusive)
    {
        Debug.Assert(lowInclusive < highExclusive);
        ulong range = (ulong)highExclusive - (ulong)lowInclusive;
        for (long i = 0; i < y.Count; i++)
        {
            long value = lowInclusive + (long)Math.BigMul(range, Wide(key, counter, i), out _);
            if (y.DType == DType.Int64) ((long*)y.Address)[i] = value;
            else ((int*)y.Address)[i] = (int)value;
        }
    }

    /// <summary>y[i] true (1) with the given probability, of any dtype.</summary>
    public static void Bernoulli(in View y, double probability, ulong key, ulong counter)
    {
        for (long i = 0; i < y.Count; i++)
        {
            bool hit = Word(key, counter, i) < probability * 4294967296.0;
            switch (y.DType)
            {
                case DType.Float32: ((float*)y.Address)[i] = hit ? 1 : 0; break;
                case DType.Float64: ((double*)y.Address)[i] = hit ? 1 : 0; break;
                case DType.Int32: ((int*)y.Address)[i] = hit ? 1 : 0; break;
                case DType.Int64: ((long*)y.Address)[i] = hit ? 1 : 0; break;
                default: ((byte*)y.Address)[i] = (byte)(hit ? 1 : 0); break;
            }
        }
    }

    /// <summary>y = x * (u >= rate) / (1 - rate) with u uniform in [0, 1): what is kept is scaled so that the mean stays. Its gradient is the same call on the gradient.</summary>
    public static void Dropout(in View x, in View y, double rate, ulong key, ulong counter)
    {
        double scale = rate < 1 ? 1 / (1 - rate) : 0;
        for (long i = 0; i < y.Count; i++)
        {
            bool keep = Word(key, counter, i) >= rate * 4294967296.0;
            if (x.DType == DType.Float32) ((float*)y.Address)[i] = ((float*)x.Address)[i] * (keep ? (float)scale : 0);
            else ((double*)y.Address)[i] = ((double*)x.Address)[i] * (keep ? scale : 0);
        }
    }
}
