using Hebb.Kernels;

namespace Hebb;

/// <summary>The chances of one picture: whole-number arithmetic until the last step, so the same on every machine.</summary>
internal struct GlyphRandom(ulong key)
{
    private PhiloxStream _stream = new(key);

    /// <summary>From 0 up to, but without, 1.</summary>
    public float Uniform() => (_stream.NextUInt32() >> 8) * (1f / (1 << 24));

    /// <summary>Between two numbers.</summary>
    public float Between(float low, float high) => low + ((high - low) * Uniform());

    /// <summary>A whole number from 0 to below <paramref name="count"/>.</summary>
    public int Below(int count) => _stream.NextInt(count);

    /// <summary>Nearly the standard normal distribution, without its far tails: the sum of four numbers of 16 bits, less its mean, by its deviation.</summary>
    public float Normal()
    {
        ulong bits = _stream.NextUInt64();
        int sum = (int)(bits & 0xFFFF) + (int)((bits >> 16) & 0xFFFF) + (int)((bits >> 32) & 0xFFFF) + (int)(bits >> 48);
        return (sum - 131070) * (1f / 37837.2f);
    }
}
