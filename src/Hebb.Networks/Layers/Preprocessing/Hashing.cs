using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Texts or whole numbers as the number of a bin that their hash falls into: no vocabulary, at the price that some share a bin.</summary>
/// <param name="bins">How many bins there are.</param>
/// <remarks>The hash is the same on every machine and for ever (64-bit FNV-1a of the UTF-8 bytes, mixed); it is not Keras's. Input of the formula: numbers
/// <c>[batch, 1]</c> from <see cref="TextLayer.Encode"/>; output the same, or <c>[batch, bins]</c> for the other modes. (Weinberger et al., Feature
/// hashing for large scale multitask learning, 2009; A127.)</remarks>
/// <example><code>var model = new Sequential([1]) { new Hashing(1000) { OutputMode = OutputMode.OneHot }, new Dense(1) };</code></example>
public sealed class Hashing(int bins) : TextLayer
{
    /// <summary>How many bins there are.</summary>
    public int Bins { get; } = bins > 0 ? bins
        : throw new OptionException($"Hashing: there cannot be {bins} bins.", $"bins {bins}",
            "use twice as many as there are different texts, to keep most apart");

    /// <summary>What the numbers of bins become; <see cref="OutputMode.Int"/> by default.</summary>
    public OutputMode OutputMode { get; init => field = value is OutputMode.Int or OutputMode.OneHot or OutputMode.MultiHot or OutputMode.Count ? value
        : throw new OptionException("Hashing: bins have no weights as words do.", $"OutputMode {value}", "use Int, OneHot, MultiHot or Count"); }

    /// <summary>The bins of whole numbers, Int32 <c>[numbers, 1]</c>.</summary>
    public Tensor Encode(params ReadOnlySpan<long> values)
    {
        int[] numbers = new int[values.Length];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = StableHash.Bucket((ulong)values[i], Bins);
        return Numbers(numbers, values.Length);
    }

    private protected override int? Words => null;

    private protected override void Write(string text, Span<int> numbers) => numbers[0] = StableHash.Bucket(text, Bins);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return IndexEncoding.Encode(this, x, OutputMode, Bins);
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        config["bins"] = Bins;
        if (OutputMode != OutputMode.Int) config["outputMode"] = OutputMode.ToString();
    }
}
