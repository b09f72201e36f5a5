using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Dropout for self-normalizing networks: in training, dropped values go to where SELU saturates, and all are shifted and scaled so that mean 0 and
/// variance 1 stay; otherwise the identity.</summary>
/// <param name="rate">The fraction that is dropped, from 0 up to but not including 1.</param>
/// <remarks>With s = -1.7581 (SELU at minus infinity) and p the rate, <c>y = a (kept ? x : s) + b</c>, <c>a = ((1 - p) (1 + p s^2))^(-1/2)</c>, <c>b = -a p
/// s</c>. Use it after <see cref="Activation.Selu"/> with <see cref="Initializer.LeCunNormal"/>. (Klambauer et al. 2017.)</remarks>
/// <example><code>var dropout = new AlphaDropout(0.1);</code></example>
public sealed class AlphaDropout(double rate) : NoiseLayer
{
    private const double Saturation = -1.0507009873554805 * 1.6732632423543772;

    /// <summary>The fraction that is dropped.</summary>
    public double Rate { get; } = CheckedRate(nameof(AlphaDropout), rate);

    private protected override bool IsOff => Rate == 0;

    private protected override Tensor Disturb(Tensor x, ulong key, Tensor call)
    {
        double scale = 1 / Math.Sqrt((1 - Rate) * (1 + Rate * Saturation * Saturation));
        Tensor isKept = x.UniformLike(key, call).GreaterOrEqual(Rate);
        return Tensor.Where(isKept, x, Saturation) * scale + -scale * Rate * Saturation;
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config) => config["rate"] = Rate;
}
