using System.Globalization;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Stochastic gradient descent: <c>w - rate * g</c>, with momentum if asked for.</summary>
/// <param name="learningRate">The step size.</param>
/// <remarks>Momentum as in Keras: <c>v = momentum * v - rate * g</c>, <c>w + v</c>; with Nesterov's look-ahead, <c>w + momentum * v - rate * g</c>, which is
/// <c>v = momentum * v + rate * g(w - momentum * v)</c>, <c>w - v</c> told of the point that looks ahead. The other convention,
/// <c>v = momentum * v + (1 - momentum) g</c>, <c>w - rate * v</c>, is <see cref="AveragesGradients"/>: the same steps with a rate of
/// <c>rate / (1 - momentum)</c>. (Polyak 1964; Nesterov 1983; Sutskever et al. 2013. A100, A104, A105.)</remarks>
/// <example><code>Optimizer optimizer = new Sgd(0.1) { Momentum = 0.9, Nesterov = true };</code></example>
public sealed class Sgd(double learningRate = 0.01) : Optimizer(learningRate)
{
    private readonly double _momentum;

    /// <summary>How much of the last step is kept, from 0 (the default) to less than 1. A schedule may move it: see
    /// <see cref="OneCycle.LowMomentum"/>.</summary>
    public double Momentum
    {
        get => _momentum;
        init => _momentum = Fraction(nameof(Momentum), value, "0.9 is usual");
    }

    /// <summary>Whether the gradient is taken as if the momentum step were already made.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Whether what is kept is a running average of the gradients, so that its size does not grow with the momentum: <c>v = momentum * v +
    /// (1 - momentum) g</c>, <c>w - rate * v</c>. False by default.</summary>
    public bool AveragesGradients { get; init; }

    /// <summary>How much less than all of a gradient is added to what is kept: <c>v = momentum * v - rate * (1 - dampening) * g</c>, in the first step all of
    /// it. From 0 (the default) to less than 1; without momentum it has no effect, and not to be had with Nesterov's look-ahead. As in PyTorch.</summary>
    public double Dampening { get; init => field = Fraction(nameof(Dampening), value, "0 is usual"); }

    private protected override bool HasMomentum => true;

    private protected override bool UpdatesRows => Momentum == 0 && WeightDecay == 0;

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        config["momentum"] = Momentum;
        config["nesterov"] = Nesterov;
        config["averagesGradients"] = AveragesGradients;
        if (Dampening != 0) config["dampening"] = Dampening;
    }

    /// <inheritdoc/>
    protected override void Update(Update u)
    {
        ArgumentNullException.ThrowIfNull(u);
        if (Dampening != 0 && (Nesterov || AveragesGradients))
            throw new OptionException($"Sgd: dampening cannot be had together with {(Nesterov ? nameof(Nesterov) : nameof(AveragesGradients))}.",
                string.Create(CultureInfo.InvariantCulture, $"Dampening {Dampening}   {(Nesterov ? nameof(Nesterov) : nameof(AveragesGradients))} true"),
                Nesterov ? "leave out one of them" : "leave Dampening out: an average takes 1 - Momentum of each gradient already");
        if (Momentum == 0 && Schedule.MovesMomentum)
            throw new OptionException("Sgd: the schedule moves the momentum, and there is none.", $"Momentum 0   Schedule {Schedule.GetType().Name}",
                "set Momentum to the greatest, such as 0.95, or leave the schedule's LowMomentum out");
        Tensor? moved = Schedule.MovesMomentum ? u.Number(MomentumOf) : null;
        if (Momentum == 0) u.Parameter += u.Gradient * -u.Rate;
        else if (AveragesGradients)
        {
            Tensor share = moved is null ? u.Gradient * (1 - Momentum) : u.Gradient * (1 - moved);
            Tensor average = u["momentum"] = Kept(u["momentum"]) + share;
            u.Parameter -= u.Rate * (Nesterov ? Kept(average) + share : average);
        }
        else
        {
            Tensor step = u.Gradient * -(Dampening == 0 ? u.Rate : u.Rate * u.Number(step => step == 1 ? 1 : 1 - Dampening));
            Tensor velocity = u["momentum"] = Kept(u["momentum"]) + step;
            u.Parameter += Nesterov ? Kept(velocity) + step : velocity;
        }

        Tensor Kept(Tensor value) => moved is null ? value * Momentum : value * moved;
    }

    // While a rate is looked for, the momentum stays.
    private double MomentumOf(long step) => FixedRate is null ? Schedule.Momentum(Momentum, step - 1, RunSteps) : Momentum;
}
