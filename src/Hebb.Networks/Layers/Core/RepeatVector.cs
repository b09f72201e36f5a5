using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Repeats each sample, a row of features, as so many equal steps: <c>[batch, features]</c> becomes <c>[batch, times, features]</c>. How one summary
/// is shown to every step of a decoder.</summary>
/// <param name="times">How many steps.</param>
/// <example><code>Tensor steps = code.Apply(new RepeatVector(12));   // [batch, 32] gives [batch, 12, 32]</code></example>
public sealed class RepeatVector(int times) : Layer
{
    /// <summary>How many steps.</summary>
    public int Times { get; } = times > 0 ? times
        : throw new OptionException($"RepeatVector: something cannot be repeated {times} times.", $"times {times}", "repeat at least once");

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.Rank == 2 ? x.ExpandDims(1).Repeat(Times, axis: 1)
        : throw new ShapeException($"RepeatVector: a sample here is {x.Shape[1..]}, and it repeats rows of features.", $"sample {x.Shape[1..]}",
            "add new Flatten() before it");

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config) => config["times"] = Times;
}
