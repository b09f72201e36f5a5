using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>In training, sets a fraction of the values to zero and scales the others up, so that the sum stays the same on average; otherwise the
/// identity.</summary>
/// <param name="rate">The fraction that is dropped, from 0 up to but not including 1.</param>
/// <remarks>Inverted dropout: what is kept is divided by <c>keep_prob = 1 - rate</c> (A135; where notes write <c>a3 = 0.8</c>, read <c>a3 /=
/// 0.8</c>, A17). Of 50
/// units with keep_prob 0.8, 10 are off on average. Which values are dropped depends on the model's seed, the layer's path and the number of the
/// call, not on the
/// number of threads; no mask is stored. (Srivastava et al. 2014.)</remarks>
/// <example><code>var dropout = new Dropout(0.5);</code></example>
public sealed class Dropout(double rate) : NoiseLayer
{
    /// <summary>The fraction that is dropped.</summary>
    public double Rate { get; } = CheckedRate(nameof(Dropout), rate);

    private protected override bool IsOff => Rate == 0;

    private protected override Tensor Disturb(Tensor x, ulong key, Tensor call) => x.Dropout(Rate, key, call);

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config) => config["rate"] = Rate;
}
