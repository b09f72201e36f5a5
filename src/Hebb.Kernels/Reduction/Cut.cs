namespace Hebb.Kernels;

/// <summary>How independent items are cut into chunks for the <see cref="WorkerPool"/>: by their number and cost alone, never by the number of
/// threads.</summary>
/// <remarks>A chunk is worth about ten microseconds, far more than handing it over costs; and there are at most <see cref="Most"/>, enough for every core to
/// stay busy to the end.</remarks>
internal readonly struct Cut
{
    /// <summary>The largest number of chunks.</summary>
    public const int Most = 64;

    private const long Worth = 1 << 15;

    private readonly long _items, _grain;

    /// <summary>Cuts <paramref name="items"/>, each of which touches about <paramref name="cost"/> elements.</summary>
    public Cut(long items, long cost)
    {
        _items = items;
        _grain = Math.Max(Math.Max(1, Worth / Math.Max(1, cost)), (items + Most - 1) / Most);
        Chunks = (int)((items + _grain - 1) / _grain);
    }

    /// <summary>The number of chunks.</summary>
    public int Chunks { get; }

    /// <summary>The first item of a chunk.</summary>
    public long Start(int chunk) => chunk * _grain;

    /// <summary>The item after the last of a chunk.</summary>
    public long End(int chunk) => Math.Min(_items, (chunk + 1) * _grain);
}
