namespace Hebb.Kernels;

/// <summary>A stream of numbers for the host: shuffling, drawing, splitting. The same key gives the same stream, for ever and everywhere.</summary>
internal struct PhiloxStream(ulong key)
{
    private readonly ulong _key = key;
    private ulong _block;
    private Philox.Words _words;
    private int _used = 4;

    /// <summary>32 random bits.</summary>
    public uint NextUInt32()
    {
        if (_used == 4)
        {
            _words = Philox.Block(_key, _block++, 0);
            _used = 0;
        }
        return _used++ switch { 0 => _words.A, 1 => _words.B, 2 => _words.C, _ => _words.D };
    }

    /// <summary>64 random bits, the low half first.</summary>
    public ulong NextUInt64()
    {
        uint low = NextUInt32();
        return low | (ulong)NextUInt32() << 32;
    }

    /// <summary>A number in [0, 1): a multiple of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1L << 53));

    /// <summary>A number from the standard normal distribution.</summary>
    public double NextNormal() => NormalQuantile.FromBits(NextUInt64());

    /// <summary>An integer from 0 to bound - 1, every one equally likely (Lemire, "Fast random integer generation in an interval", 2019).</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        ulong product = (ulong)NextUInt32() * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            uint threshold = (uint)-bound % (uint)bound;   // 2^32 mod bound: below it the low words would favour small results
            while ((uint)product < threshold) product = (ulong)NextUInt32() * (uint)bound;
        }
        return (int)(product >> 32);
    }
}
