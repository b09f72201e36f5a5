using System.Globalization;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Adafactor: Adam's mean squared gradient kept as its rows' and its columns' means alone, so that a matrix costs a line of memory and not a second
/// matrix. (Shazeer and Stern 2018.)</summary>
/// <param name="learningRate">The step size, relative to the root mean square of the parameter.</param>
/// <remarks>
/// In step t, from 1, with <c>q = g^2 + epsilon1</c> and <c>b = 1 - t^decay</c>: for parameters of two axes and more
/// <c>r = b r + (1 - b) mean(q, last axis)</c>, <c>c = b c + (1 - b) mean(q, the axis before)</c>, <c>v = r c / mean(r)</c>;
/// for others <c>v = b v + (1 - b) q</c>. Then <c>d = g / sqrt(v)</c>,
/// <c>d = d / max(1, rms(d) / threshold)</c>, <c>w - max(epsilon2, rms(w)) * min(rate, 1 / sqrt(t)) * d</c>. As in Keras.
/// </remarks>
/// <example><code>Optimizer optimizer = new Adafactor(0.01);</code></example>
public sealed class Adafactor(double learningRate = 1e-3) : Optimizer(learningRate)
{
    private readonly double _decayExponent = -0.8;
    private readonly double _clipThreshold = 1;

    /// <summary>How fast the mean squared gradient comes to forget nothing: the exponent of the step, below 0; -0.8 by default.</summary>
    public double DecayExponent
    {
        get => _decayExponent;
        init => _decayExponent = value < 0 && double.IsFinite(value) ? value
            : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"Adafactor: the exponent of the decay is {value}."),
                string.Create(CultureInfo.InvariantCulture, $"DecayExponent {value}"), "use a number below zero; -0.8 is usual");
    }

    /// <summary>The greatest root mean square of a step before it is scaled; 1 by default.</summary>
    public double ClipThreshold
    {
        get => _clipThreshold;
        init => _clipThreshold = NotNegative("clip threshold", nameof(ClipThreshold), value, "1 is usual");
    }

    /// <summary>Whether the rate is at most one over the root of the step's number; true by default.</summary>
    public bool RelativeStep { get; init; } = true;

    /// <summary>Added to each squared gradient; 1e-30 by default. With 0, a parameter that has had no gradient but 0 becomes NaN.</summary>
    public double Epsilon1 { get; init => field = NotNegative("first epsilon", nameof(Epsilon1), value, "1e-30 is usual"); } = 1e-30;

    /// <summary>The least size that a parameter counts as having, so that one of zeros moves; 1e-3 by default.</summary>
    public double Epsilon2 { get; init => field = NotNegative("second epsilon", nameof(Epsilon2), value, "1e-3 is usual"); } = 1e-3;

    /// <inheritdoc/>
    protected override bool WorksOnWhole(Variable variable) => true;

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        config["decayExponent"] = DecayExponent;
        config["clipThreshold"] = ClipThreshold;
        config["relativeStep"] = RelativeStep;
        if (Epsilon1 != 1e-30) config["epsilon1"] = Epsilon1;
        if (Epsilon2 != 1e-3) config["epsilon2"] = Epsilon2;
    }

    /// <inheritdoc/>
    protected override void Update(Update u)
    {
        ArgumentNullException.ThrowIfNull(u);
        Tensor keep = u.Number(step => 1 - Math.Pow(step, DecayExponent)), take = u.Number(step => Math.Pow(step, DecayExponent));
        Tensor q = u.Gradient * u.Gradient + Epsilon1;
        Tensor v;
        if (q.Rank >= 2)
        {
            u.Begin("rows", q.Shape.Without(q.Rank - 1));
            u.Begin("columns", q.Shape.Without(q.Rank - 2));
            Tensor rows = u["rows"] = u["rows"] * keep + q.Mean(-1) * take;
            Tensor columns = u["columns"] = u["columns"] * keep + q.Mean(-2) * take;
            v = (rows / rows.Mean(-1, keepDims: true)).ExpandDims(-1) * columns.ExpandDims(-2);
        }
        else v = u["v"] = u["v"] * keep + q * take;
        Tensor d = u.Gradient / v.Sqrt();
        d /= (Rms(d) / ClipThreshold).Maximum(1);
        Tensor rate = RelativeStep ? u.Rate.Minimum(u.Number(static step => 1 / Math.Sqrt(step))) : u.Rate;
        u.Parameter -= Rms(u.Parameter).Maximum(Epsilon2) * rate * d;
    }

    private static Tensor Rms(Tensor x) => x.Square().Mean().Sqrt();
}
