using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Averaged stochastic gradient descent: plain descent with a falling rate, and the mean of the weights from some step on. (Polyak and Juditsky
/// 1992.)</summary>
/// <param name="learningRate">The step size of the first step.</param>
/// <remarks>In step t, from 1: <c>r = rate / (1 + decay * rate * (t - 1))^power</c>, <c>w - decay * r * w - r * g</c>; then <c>a += (w - a) / max(1, t - 1 -
/// start)</c>. As in PyTorch. The callback <c>AveragedWeights</c> evaluates and ends a run with the mean. For a mean that forgets, with any optimizer, see
/// <see cref="Optimizer.AverageDecay"/>.</remarks>
/// <example><code>Optimizer optimizer = new Asgd(0.01) { AverageFrom = 1000 };</code></example>
public sealed class Asgd(double learningRate = 0.01) : Optimizer(learningRate)
{
    private readonly double _decay = 1e-4, _power = 0.75;
    private readonly long _averageFrom = 1_000_000;

    /// <summary>The decay of the weights, and of the rate; 1e-4 by default.</summary>
    public double Decay
    {
        get => _decay;
        init => _decay = NotNegative("decay", nameof(Decay), value, "1e-4 is usual");
    }

    /// <summary>How steeply the rate falls; 0.75 by default.</summary>
    public double Power
    {
        get => _power;
        init => _power = NotNegative("power", nameof(Power), value, "0.75 is usual");
    }

    /// <summary>From which step on the mean is taken: before it, the mean is the weights. A million by default.</summary>
    public long AverageFrom
    {
        get => _averageFrom;
        init => _averageFrom = (long)NotNegative("first step of the mean", nameof(AverageFrom), value, "the last tenth of the run is usual");
    }

    internal override bool KeepsAverage => true;

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        config["decay"] = Decay;
        config["power"] = Power;
        config["averageFrom"] = AverageFrom;
    }

    /// <inheritdoc/>
    protected override void Update(Update u)
    {
        ArgumentNullException.ThrowIfNull(u);
        u.BeginAsParameter(AverageSlot);
        Tensor rate = u.Rate * u.Number(step => Math.Pow(1 + Decay * LearningRate * (step - 1), -Power));
        u.Parameter *= 1 - rate * Decay;
        u.Parameter -= rate * u.Gradient;
        u[AverageSlot] += (u.Parameter - u[AverageSlot]) * u.Number(step => 1.0 / Math.Max(1, step - 1 - AverageFrom));
    }
}
