using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hebb;

/// <summary>Which held-out samples are trained on too, to the last bit of their inputs, and how many of them are so by chance: rows of a few columns of a
/// few values each repeat in any split, fair as it may be.</summary>
internal sealed class SharedSamples
{
    private const int ToCompare = 20, ToCompareWith = 500;

    private readonly Lazy<double> _logOfTwins;

    private SharedSamples(Dataset data, Dataset held, List<int> shared, double repeated)
    {
        (Count, ByRepeats) = (shared.Count, repeated * held.Count);
        _logOfTwins = new(() => LogOfTwins(data, held, shared));
    }

    /// <summary>Looks for the samples of a held-out set among those that are trained on.</summary>
    public static SharedSamples Find(Dataset data, Dataset held)
    {
        if (held.InputShape != data.InputShape || held.InputDType != data.InputDType) return new(data, held, [], 0);
        Dictionary<ulong, int> known = new(data.Count);
        for (int i = 0; i < data.Count; i++) CollectionsMarshal.GetValueRefOrAddDefault(known, Hash(Row(data, i)), out _)++;
        List<int> shared = [];
        for (int i = 0; i < held.Count; i++)
            if (known.ContainsKey(Hash(Row(held, i)))) shared.Add(i);
        return new(data, held, shared, known.Values.Where(static count => count > 1).Sum() / (double)Math.Max(1, data.Count));
    }

    /// <summary>How many held-out samples are among those that are trained on.</summary>
    public int Count { get; }

    /// <summary>How many a fair split would give: of the held-out samples as large a share has a twin in training as of the training samples.</summary>
    public double ByRepeats { get; }

    /// <summary>The decimal logarithm of how many twins a shared sample would have in training if each of its numbers were drawn for itself, by how often
    /// they occur: 0 or so for what repeats by itself (−3 in the narrowest of tables), −20 and less for copies of pictures or long rows.</summary>
    public double LogOfChanceTwins => _logOfTwins.Value;

    private static ReadOnlySpan<byte> Row(Dataset data, int index) => data.InputColumn.BytesOf(data.RowOf(index));

    private static double LogOfTwins(Dataset data, Dataset held, List<int> shared)
    {
        int seen = Math.Min(ToCompareWith, data.Count), width = held.InputColumn.RowLength;
        if (shared.Count == 0 || width == 0) return 0;
        List<double> logs = [];
        int step = (shared.Count + ToCompare - 1) / ToCompare;
        for (int n = 0; n < shared.Count; n += step)
        {
            ReadOnlySpan<byte> row = Row(held, shared[n]);
            int size = row.Length / width;
            var equal = new int[width];
            for (int i = 0; i < seen; i++)
            {
                ReadOnlySpan<byte> other = Row(data, (int)((long)i * data.Count / seen));
                for (int k = 0; k < width; k++)
                    if (row.Slice(k * size, size).SequenceEqual(other.Slice(k * size, size))) equal[k]++;
            }
            logs.Add(Math.Log10(data.Count) + equal.Sum(count => Math.Log10((count + 1) / (seen + 1.0))));
        }
        return Evidence.Median(logs);
    }

    // Four chains, so that multiplications overlap.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong Hash(ReadOnlySpan<byte> row)
    {
        const ulong Factor = 0x9E3779B97F4A7C15;
        ulong a = 1, b = 2, c = 3, d = 4;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(row);
        int i = 0;
        for (; i <= words.Length - 4; i += 4)
        {
            a = (a ^ words[i]) * Factor;
            b = (b ^ words[i + 1]) * Factor;
            c = (c ^ words[i + 2]) * Factor;
            d = (d ^ words[i + 3]) * Factor;
            a ^= a >> 32;
            b ^= b >> 32;
            c ^= c >> 32;
            d ^= d >> 32;
        }
        for (; i < words.Length; i++) a = Mix(a, words[i]);
        foreach (byte rest in row[(words.Length * sizeof(ulong))..]) a = Mix(a, rest);
        return Mix(Mix(Mix(a, b), c), d);

        static ulong Mix(ulong hash, ulong word) => (hash = (hash ^ word) * Factor) ^ (hash >> 29);
    }
}
