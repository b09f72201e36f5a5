namespace Hebb.Kernels;

/// <summary>Random numbers by counting: Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011).</summary>
/// <remarks>
/// A block cipher turns (key, counter) into 128 random bits, with no state: element i of a tensor depends on (key, counter, i) alone, on no thread, width or
/// earlier call, and can be made again at will.
/// The 128-bit counter of a block holds the block's number in its low half and the caller's counter (a step number, say) in its high half, so streams of
/// different counters never meet.
/// Which block an element reads is chosen for vectors, and fixed for ever:
/// 16 bits per element (dropout): half (i / 64) % 2 (low, high) of word (i / 16) % 4 of block 16 * (i / 128) + i % 16;
/// 32 bits per element (Float32): word (i / 16) % 4 of block 16 * (i / 64) + i % 16;
/// 64 bits per element (Float64, integers, Bernoulli): words 2h and 2h + 1 (low, high), h = (i / 16) % 2, of block 16 * (i / 32) + i % 16.
/// </remarks>
internal static partial class Philox
{
    /// <summary>The four words of a block.</summary>
    internal readonly record struct Words(uint A, uint B, uint C, uint D);

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

    /// <summary>The key of a name under a seed: what a layer's path and call number become. FNV-1a over the UTF-16 code units, begun with the seed, finished
    /// by SplitMix64's mixer; fixed for ever.</summary>
    public static ulong Key(ulong seed, string path)
    {
        ulong hash = 0xCBF29CE484222325 ^ Mix(seed + 0x9E3779B97F4A7C15);
        foreach (char c in path) hash = (hash ^ c) * 0x100000001B3;
        return Mix(hash);
    }

    /// <summary>A random order of 0 .. y.Length - 1: each number goes to a random place among those before it (Fisher and Yates, inside out).</summary>
    public static void Permutation(Span<int> y, ulong key)
    {
        PhiloxStream stream = new(key);
        for (int i = 0; i < y.Length; i++)
        {
            int j = stream.NextInt(i + 1);
            y[i] = y[j];
            y[j] = i;
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
