using System.Text;

namespace Hebb;

/// <summary>A hash that is the same in every process and on every machine, as a saved model needs it: FNV-1a over the UTF-8 bytes, then mixed.</summary>
/// <remarks>FNV-1a by G. Fowler, L. C. Noll and K.-P. Vo, 64 bits; its low bits alone are uneven, hence the final mix of MurmurHash3 (A. Appleby).</remarks>
internal static class StableHash
{
    /// <summary>The bucket of a text, from 0 to buckets - 1.</summary>
    public static int Bucket(string text, int buckets)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte b in Encoding.UTF8.GetBytes(text)) hash = (hash ^ b) * 0x100000001B3;
        return Bucket(hash, buckets);
    }

    /// <summary>The bucket of a whole number.</summary>
    public static int Bucket(ulong number, int buckets)
    {
        number = (number ^ (number >> 33)) * 0xFF51AFD7ED558CCD;
        number = (number ^ (number >> 33)) * 0xC4CEB9FE1A85EC53;
        return (int)((number ^ (number >> 33)) % (ulong)buckets);
    }
}
