using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Adadelta: the size of a step is that of the last steps, over that of the last gradients: <c>w - rate * RMS(d) / RMS(g) * g</c>. (Zeiler 2012.
/// A107.)</summary>
/// <param name="learningRate">The step size; 1, the default, is the paper's, which has none.</param>
/// <remarks><c>s = rho * s + (1 - rho) g^2</c>, <c>d = sqrt(e + epsilon) / sqrt(s + epsilon) * g</c>, <c>e = rho * e + (1 - rho) d^2</c>, <c>w - rate * d</c>:
/// a step has the units of a weight. What notes call Adadelta, the running average of g^2 alone under a rate of its own, is <see cref="RmsProp"/>. Keras's
/// learning rate of 0.001 makes it very slow.</remarks>
/// <example><code>Optimizer optimizer = new Adadelta();</code></example>
public sealed class Adadelta(double learningRate = 1) : Optimizer(learningRate)
{
    private readonly double _rho = 0.95;
    private readonly double _epsilon = 1e-7;

    /// <summary>How much of both averages is kept in a step, from 0 to less than 1; 0.95 by default.</summary>
    public double Rho
    {
        get => _rho;
        init => _rho = Fraction(nameof(Rho), value, "0.95 is usual");
    }

    /// <summary>Gets the first steps going; 1e-7 by default, as in Keras (1e-6 in PyTorch).</summary>
    public double Epsilon
    {
        get => _epsilon;
        init => _epsilon = NotNegative("epsilon", nameof(Epsilon), value, "1e-7 is usual");
    }

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        config["rho"] = Rho;
        config["epsilon"] = Epsilon;
    }

    /// <inheritdoc/>
    protected override void Update(Update u)
    {
        ArgumentNullException.ThrowIfNull(u);
        Tensor s = u["squared_gradient"] = u["squared_gradient"] * Rho + u.Gradient * u.Gradient * (1 - Rho);
        Tensor d = ((u["squared_step"] + Epsilon) / (s + Epsilon)).Sqrt() * u.Gradient;
        u["squared_step"] = u["squared_step"] * Rho + d * d * (1 - Rho);
        u.Parameter -= u.Rate * d;
    }
}
