namespace Hebb;

/// <summary>Stochastic gradient descent: <c>w - rate * g</c>, with momentum if asked for.</summary>
/// <param name="learningRate">The step size.</param>
/// <remarks>Momentum as in Keras: <c>v = momentum * v - rate * g</c>, <c>w + v</c>; with Nesterov's look-ahead, <c>w + momentum * v - rate * g</c>. (Polyak 1964; Nesterov 1983; Sutskever et al. 2013.)</remarks>
public sealed class Sgd(double learningRate = 0.01) : Optimizer(learningRate)
{
    /// <summary>How much of the last step is kept; 0 by default.</summary>
    public double Momentum { get; init; }

    /// <summary>Whether the gradient is taken as if the momentum step were already made.</summary>
    public bool Nesterov { get; init; }

    /// <inheritdoc/>
    protected override void Update(Update u)
    {
        Tensor step = u.Rate * u.Gradient * -1.0;
        if (Momentum == 0)
        {
            u.Parameter += step;
            return;
        }
        Tensor velocity = u["momentum"] = u["momentum"] * Momentum + step;
        u.Parameter += Nesterov ? velocity * Momentum + step : velocity;
    }
}
