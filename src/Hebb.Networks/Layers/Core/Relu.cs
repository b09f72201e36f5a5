using System.Globalization;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Rectified linear unit with its options: <c>x</c> above a threshold, <c>slope (x - threshold)</c> up to it, and never more than a greatest
/// value.</summary>
/// <remarks>As Keras's layer <c>ReLU</c>. Without options <see cref="Activation.Relu"/> is the same, and shorter; so are <see cref="Activation.LeakyRelu"/>
/// with a slope alone and <see cref="Activation.Relu6"/> with a greatest value of 6. Slopes that are learned: <see cref="PRelu"/>. Gradient: 1 above the
/// threshold, the slope up to it, 0 beyond the greatest value.</remarks>
/// <example><code>
/// var unit = new Relu { MaxValue = 6, NegativeSlope = 0.1, Threshold = 1 };
/// Tensor y = unit.Call(Tensor.From([-1f, 0.5f, 2f, 9f]));   // [-0.2, -0.05, 2, 6]
/// </code></example>
public sealed class Relu : Layer
{
    /// <summary>The greatest output; none when null, the default.</summary>
    public double? MaxValue { get; init => field = value is null ? null : NotNegative(nameof(MaxValue), value.Value); }

    /// <summary>The slope up to the threshold; 0 by default.</summary>
    public double NegativeSlope { get; init => field = NotNegative(nameof(NegativeSlope), value); }

    /// <summary>What an element must exceed to be kept; 0 by default.</summary>
    public double Threshold { get; init => field = NotNegative(nameof(Threshold), value); }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        Tensor y = Threshold == 0 ? NegativeSlope == 0 ? x.Relu() : x.LeakyRelu(NegativeSlope)
            : NegativeSlope == 0 ? x.Threshold(Threshold, 0) : Tensor.Where(x.Greater(Threshold), x, (x - Threshold) * NegativeSlope);
        return MaxValue is { } most ? y.Minimum(most) : y;
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        if (MaxValue is { } most) config["maxValue"] = most;
        if (NegativeSlope != 0) config["negativeSlope"] = NegativeSlope;
        if (Threshold != 0) config["threshold"] = Threshold;
    }

    private static double NotNegative(string option, double value) => value >= 0 && double.IsFinite(value) ? value
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"Relu: {option} is {value}."),
            string.Create(CultureInfo.InvariantCulture, $"{option} {value}"), "use a finite number of 0 or more");
}
