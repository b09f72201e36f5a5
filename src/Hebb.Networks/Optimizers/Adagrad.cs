using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Adagrad: each element has a rate of its own, which falls with the sum of its squared gradients: <c>s += g^2</c>,
/// <c>w - rate * g / sqrt(s + epsilon)</c>. (Duchi, Hazan and Singer 2011. A106.)</summary>
/// <param name="learningRate">The step size; 0.01 is usual.</param>
/// <remarks>The sum never falls, so neither do elements without gradients lose their rate (rare features keep large steps), nor does a rate ever rise again.
/// Keras's form and defaults; PyTorch's is <c>new Adagrad { InitialSum = 0, Epsilon = 1e-10, AddsEpsilonToRoot = true }</c>. Row-sparse gradients change
/// only their
/// rows.</remarks>
/// <example><code>Optimizer optimizer = new Adagrad(0.05);</code></example>
public sealed class Adagrad(double learningRate = 0.001) : Optimizer(learningRate)
{
    private readonly double _initialSum = 0.1;
    private readonly double _epsilon = 1e-7;

    /// <summary>What the sum of squares begins with; 0.1 by default, as in Keras (0 in PyTorch).</summary>
    public double InitialSum
    {
        get => _initialSum;
        init => _initialSum = NotNegative("initial sum", nameof(InitialSum), value, "0.1 is usual");
    }

    /// <summary>Keeps the step of an element without gradients small; 1e-7 by default, as in Keras.</summary>
    public double Epsilon
    {
        get => _epsilon;
        init => _epsilon = NotNegative("epsilon", nameof(Epsilon), value, "1e-7 is usual");
    }

    /// <summary>Whether epsilon is added after the root, as in PyTorch; before it by default, as in Keras.</summary>
    public bool AddsEpsilonToRoot { get; init; }

    /// <summary>How fast the rate of all elements falls besides: <c>rate / (1 + decay (t - 1))</c> in step t, from 1; 0 by default. As PyTorch's
    /// <c>lr_decay</c>.</summary>
    public double RateDecay { get; init => field = NotNegative("decay of the rate", nameof(RateDecay), value, "0 is usual, since the sum lowers the rate"); }

    private protected override bool UpdatesRows => WeightDecay == 0;

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        config["initialSum"] = InitialSum;
        config["epsilon"] = Epsilon;
        config["addsEpsilonToRoot"] = AddsEpsilonToRoot;
        if (RateDecay != 0) config["rateDecay"] = RateDecay;
    }

    /// <inheritdoc/>
    protected override void Update(Update u)
    {
        ArgumentNullException.ThrowIfNull(u);
        u.Begin("sum", InitialSum);
        Tensor s = u["sum"] += u.Gradient * u.Gradient;
        Tensor rate = RateDecay == 0 ? u.Rate : u.Rate * u.Number(step => 1 / (1 + RateDecay * (step - 1)));
        u.Parameter -= rate * u.Gradient / (AddsEpsilonToRoot ? s.Sqrt() + Epsilon : (s + Epsilon).Sqrt());
    }
}
