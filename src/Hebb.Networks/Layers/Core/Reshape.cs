using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Gives each sample another shape of the same count; one extent may be -1.</summary>
/// <param name="sample">The new shape of a sample, without the batch axis.</param>
/// <example><code>var image = new Reshape(28, 28, 1);</code></example>
public sealed class Reshape(params int[] sample) : Layer
{
    private readonly int[] _sample = sample;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        if (Array.IndexOf(_sample, -1) < 0) return x.Reshape([-1, .. _sample]);
        // Two axes cannot be free at once: work the sample's out from the sample's own count.
        long known = 1, count = x.Shape[1..].Count;
        foreach (int extent in _sample) known *= extent == -1 ? 1 : extent;
        if (known == 0 || count % known != 0)
            throw new ShapeException($"Reshape: {count} elements of a sample do not fit [{string.Join(", ", _sample)}].", $"sample {x.Shape[1..]}   new [{string.Join(", ", _sample)}]",
                $"choose extents that multiply to a divisor of {count}");
        return x.Reshape([-1, .. _sample.Select(extent => extent == -1 ? (int)(count / known) : extent)]);
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config) => config["sample"] = new JsonArray([.. _sample.Select(static extent => (JsonNode)extent)]);
}
