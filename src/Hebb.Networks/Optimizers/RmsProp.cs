using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>RMSprop: the gradient over the root of the running average of its square: <c>v = rho * v + (1 - rho) g^2</c>,
/// <c>w - rate * g / sqrt(v + epsilon)</c>. (Hinton, Srivastava and Swersky 2012. A107, A108.)</summary>
/// <param name="learningRate">The step size.</param>
/// <remarks>Keras's form and defaults; PyTorch's is <c>new RmsProp(0.01) { Rho = 0.99, Epsilon = 1e-8, AddsEpsilonToRoot = true }</c>. It is also what notes
/// call
/// Adadelta, which has more to it: <see cref="Adadelta"/>.</remarks>
/// <example><code>Optimizer optimizer = new RmsProp(1e-3) { Momentum = 0.9 };</code></example>
public sealed class RmsProp(double learningRate = 1e-3) : Optimizer(learningRate)
{
    private readonly double _rho = 0.9;
    private readonly double _momentum;
    private readonly double _epsilon = 1e-7;

    /// <summary>How much of the average is kept in a step, from 0 to less than 1; 0.9 by default.</summary>
    public double Rho
    {
        get => _rho;
        init => _rho = Fraction(nameof(Rho), value, "0.9 is usual");
    }

    /// <summary>How much of the last step is kept, from 0 (the default) to less than 1: <c>d = momentum * d + rate * g / sqrt(v + epsilon)</c>,
    /// <c>w - d</c>.</summary>
    public double Momentum
    {
        get => _momentum;
        init => _momentum = Fraction(nameof(Momentum), value, "0.9 is usual");
    }

    /// <summary>Keeps the step of an element without gradients small; 1e-7 by default, as in Keras (1e-8 in PyTorch and in the notes).</summary>
    public double Epsilon
    {
        get => _epsilon;
        init => _epsilon = NotNegative("epsilon", nameof(Epsilon), value, "1e-7 is usual");
    }

    /// <summary>Whether epsilon is added after the root, as in PyTorch; before it by default, as in Keras.</summary>
    public bool AddsEpsilonToRoot { get; init; }

    /// <summary>Whether v is the running variance, the mean square less the squared mean, instead of the mean square. (Graves 2013.)</summary>
    public bool Centered { get; init; }

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        config["rho"] = Rho;
        config["momentum"] = Momentum;
        config["epsilon"] = Epsilon;
        config["addsEpsilonToRoot"] = AddsEpsilonToRoot;
        config["centered"] = Centered;
    }

    /// <inheritdoc/>
    protected override void Update(Update u)
    {
        ArgumentNullException.ThrowIfNull(u);
        Tensor v = u["v"] = u["v"] * Rho + u.Gradient * u.Gradient * (1 - Rho);
        if (Centered)
        {
            Tensor mean = u["mean"] = u["mean"] * Rho + u.Gradient * (1 - Rho);
            v = (v - mean * mean).Maximum(0);   // a variance, but for rounding
        }
        Tensor step = u.Rate * u.Gradient / (AddsEpsilonToRoot ? v.Sqrt() + Epsilon : (v + Epsilon).Sqrt());
        if (Momentum > 0) step = u["momentum"] = u["momentum"] * Momentum + step;
        u.Parameter -= step;
    }
}
