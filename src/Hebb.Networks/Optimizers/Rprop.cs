using System.Globalization;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Resilient backpropagation: each element has a step of its own, which grows while the gradient keeps its sign and shrinks when it changes.
/// (Riedmiller
/// and Braun 1993.)</summary>
/// <param name="learningRate">The size of the first step.</param>
/// <remarks>For gradients of the whole data: with small batches the signs are noise. Neither schedules nor <see cref="Optimizer.RateMultiplier"/> have an
/// effect. As in PyTorch.</remarks>
/// <example><code>Optimizer optimizer = new Rprop(0.01);</code></example>
public sealed class Rprop(double learningRate = 0.01) : Optimizer(learningRate)
{
    private readonly double _shrink = 0.5, _grow = 1.2, _smallest = 1e-6, _largest = 50;

    /// <summary>What a step is multiplied by when the gradient changes its sign; 0.5 by default.</summary>
    public double Shrink
    {
        get => _shrink;
        init => _shrink = Fraction(nameof(Shrink), value, "0.5 is usual");
    }

    /// <summary>What a step is multiplied by when the gradient keeps its sign, 1 or more; 1.2 by default.</summary>
    public double Grow
    {
        get => _grow;
        init => _grow = value >= 1 && double.IsFinite(value) ? value : throw Refused($"the growth is {Text(value)}", $"Grow {Text(value)}",
            "use a number of 1 or more; 1.2 is usual");
    }

    /// <summary>The smallest step; 1e-6 by default.</summary>
    public double Smallest
    {
        get => _smallest;
        init => _smallest = NotNegative("smallest step", nameof(Smallest), value, "1e-6 is usual");
    }

    /// <summary>The largest step; 50 by default.</summary>
    public double Largest
    {
        get => _largest;
        init => _largest = NotNegative("largest step", nameof(Largest), value, "50 is usual");
    }

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        config["shrink"] = Shrink;
        config["grow"] = Grow;
        config["smallest"] = Smallest;
        config["largest"] = Largest;
    }

    /// <inheritdoc/>
    protected override void Update(Update u)
    {
        ArgumentNullException.ThrowIfNull(u);
        if (Smallest > Largest)
            throw Refused("the smallest step is larger than the largest", $"Smallest {Text(Smallest)}   Largest {Text(Largest)}", "exchange the two");
        u.Begin("step", LearningRate);
        Tensor agreement = u.Gradient * u["gradient"];
        Tensor change = Tensor.Where(agreement.Greater(0), Grow, Tensor.Where(agreement.Less(0), Shrink, Tensor.Scalar(1, u.DType)));
        Tensor step = u["step"] = (u["step"] * change).Clip(Smallest, Largest);
        Tensor g = u["gradient"] = Tensor.Where(agreement.Less(0), 0, u.Gradient);   // after a change of sign, one step without
        u.Parameter -= g.Sign() * step;
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static OptionException Refused(string what, string values, string fix) => new($"Rprop: {what}.", values, fix);
}
