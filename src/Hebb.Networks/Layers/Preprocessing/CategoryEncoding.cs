using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Categories that are numbered already, as indicators or counts.</summary>
/// <param name="tokens">How many categories there are: inputs are numbers from 0 to one less than this.</param>
/// <remarks>Input <c>[batch, ..., n]</c>; output <c>[batch, ..., tokens]</c>, but for <see cref="OutputMode.OneHot"/>, which gives <c>[batch, tokens]</c> for
/// <c>[batch, 1]</c> and appends an axis otherwise. Fractions are dropped, as in
/// Keras. (A127.)</remarks>
/// <exception cref="OptionException"><paramref name="tokens"/> is not positive, or the mode is one that this layer does not have.</exception>
/// <exception cref="ShapeException">In a call: a number is outside the categories, or NaN.</exception>
/// <example><code>
/// Tensor y = Tensor.From(new[,] { { 0, 2, 2 } }).Apply(new CategoryEncoding(4) { OutputMode = OutputMode.Count });   // [[1, 0, 2, 0]]
/// </code></example>
public sealed class CategoryEncoding(int tokens) : Layer
{
    /// <summary>How many categories there are.</summary>
    public int Tokens { get; } = tokens > 0 ? tokens
        : throw new OptionException($"CategoryEncoding: there cannot be {tokens} categories.", $"tokens {tokens}", "give the number of categories");

    /// <summary>What they become; <see cref="OutputMode.MultiHot"/> by default, as in Keras.</summary>
    public OutputMode OutputMode { get; init => field = value is OutputMode.OneHot or OutputMode.MultiHot or OutputMode.Count ? value
        : throw new OptionException($"CategoryEncoding: it cannot give {value}.", $"OutputMode {value}", "use OneHot, MultiHot or Count"); }
        = OutputMode.MultiHot;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return IndexEncoding.Encode(this, x, OutputMode, Tokens);
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        config["tokens"] = Tokens;
        if (OutputMode != OutputMode.MultiHot) config["outputMode"] = OutputMode.ToString();
    }
}
