namespace Hebb;

/// <summary>Stochastic gradient descent: <c>w - rate * g</c>, with momentum if asked for.</summary>
/// <param name="learningRate">The step size.</param>
/// <remarks>Momentum as in Keras: <c>v = momentum * v - rate * g</c>, <c>w + v</c>; with Nesterov's look-ahead, <c>w + momentum * v - rate * g</c>. (Polyak
/// 1964; Nesterov 1983; Sutskever et al. 2013.)</remarks>
/// <example><code>Optimizer optimizer = new Sgd(0.1) { Momentum = 0.9, Nesterov = true };</code></example>
public sealed class Sgd(double learningRate = 0.01) : Optimizer(learningRate)
{
    private readonly double _momentum;

    /// <summary>How much of the last step is kept, from 0 (the default) to less than 1.</summary>
    public double Momentum
    {
        get => _momentum;
        init => _momentum = Fraction(nameof(Momentum), value, "0.9 is usual");
    }

    /// <summary>Whether the gradient is taken as if the momentum step were already made.</summary>
    public bool Nesterov { get; init; }

    private protected override bool UpdatesRows => Momentum == 0 && WeightDecay == 0;

    /// <inheritdoc/>
    protected override void Update(Update u)
    {
        Tensor step = u.Gradient * -u.Rate;
        if (Momentum == 0)
        {
            u.Parameter += step;
            return;
        }
        Tensor velocity = u["momentum"] = u["momentum"] * Momentum + step;
        u.Parameter += Nesterov ? velocity * Momentum + step : velocity;
    }
}
