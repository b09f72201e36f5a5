using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Gives each sample another shape of the same count; one extent may be -1.</summary>
/// <param name="sample">The new shape of a sample, without the batch axis.</param>
/// <example><code>var image = new Reshape(28, 28, 1);</code></example>
public sealed class Reshape(params int[] sample) : Layer
{
    private readonly int[] _sample = Require(sample);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        // The batch axis is free already, and two axes cannot be: the sample's is worked out from the sample's own count.
        long known = 1, count = x.Shape[1..].Count;
        foreach (int extent in _sample) known *= extent == -1 ? 1 : extent;
        bool isFree = Array.IndexOf(_sample, -1) >= 0;
        if (isFree ? known <= 0 || count % known != 0 : count != known)
            throw new ShapeException($"Reshape: the {count} elements of a sample do not fit [{string.Join(", ", _sample)}].",
                $"sample {x.Shape[1..]}   new [{string.Join(", ", _sample)}]",
                isFree ? $"choose extents whose product divides {count}"
                    : $"choose extents that multiply to {count}, or leave one of them to be worked out as -1");
        return x.Reshape([-1, .. _sample.Select(extent => extent == -1 ? (int)(count / known) : extent)]);
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config) => config["sample"] = new JsonArray([.. _sample.Select(static extent => (JsonNode)extent)]);

    private static int[] Require(int[] sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (sample.Count(static extent => extent == -1) <= 1 && sample.All(static extent => extent is -1 or > 0)) return [.. sample];
        throw new OptionException($"Reshape: [{string.Join(", ", sample)}] is not a shape of samples.", $"sample [{string.Join(", ", sample)}]",
            "use positive extents, without the batch axis; one of them may be -1, to be worked out");
    }
}
