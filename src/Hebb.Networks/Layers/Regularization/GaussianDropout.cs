using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>In training, multiplies every value by a normal number around 1; otherwise the identity. Mean and spread are those of <see cref="Dropout"/>, but no
/// value is lost.</summary>
/// <param name="rate">p, from 0 up to but not including 1: the factor's standard deviation is <c>sqrt(p / (1 - p))</c>.</param>
/// <remarks>(Srivastava et al. 2014, section 10.)</remarks>
/// <example><code>var dropout = new GaussianDropout(0.2);   // factors of 1 +- 0.5</code></example>
public sealed class GaussianDropout(double rate) : NoiseLayer
{
    /// <summary>The rate of the dropout that it is like.</summary>
    public double Rate { get; } = CheckedRate(nameof(GaussianDropout), rate);

    private protected override bool IsOff => Rate == 0;

    private protected override Tensor Disturb(Tensor x, ulong key, Tensor call) => x * (x.NormalLike(key, call) * Math.Sqrt(Rate / (1 - Rate)) + 1);

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config) => config["rate"] = Rate;
}
