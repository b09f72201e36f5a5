using Hebb.Kernels;

namespace Hebb;

/// <summary>A layer that adds randomness in training and is the identity in use.</summary>
/// <remarks>What is drawn depends on the model's seed, the layer's path and the number of the call, not on the number of threads: nothing is stored, and a run
/// can be repeated. The number of calls is a state, so that a step captured once draws anew each time.</remarks>
public abstract class NoiseLayer : Layer
{
    private State _calls = null!;
    private ulong _key;

    private protected NoiseLayer()
    {
    }

    /// <inheritdoc/>
    protected sealed override void Build(Shape input)
    {
        Require(input);
        _calls = AddState("calls", [], 0, Hebb.DType.Int64);
    }

    /// <inheritdoc/>
    protected sealed override Tensor Forward(Tensor x)
    {
        if (!IsTraining || IsOff) return x;
        Tensor call = _calls + 1;
        _calls.Assign(call);
        return Disturb(x, _key, call);
    }

    /// <summary>True when the strength is zero: nothing is drawn then.</summary>
    private protected abstract bool IsOff { get; }

    /// <summary>Refuses samples of a shape that does not fit.</summary>
    private protected virtual void Require(Shape input)
    {
    }

    /// <summary>The noisy tensor. Key and call together name the stream of random numbers.</summary>
    private protected abstract Tensor Disturb(Tensor x, ulong key, Tensor call);

    private protected override void SetKey(ulong seed, string path) => _key = Philox.Key(seed, path);

    /// <summary>A rate: from 0 to less than 1.</summary>
    private protected static double CheckedRate(string layer, double rate) => rate is >= 0 and < 1 ? rate
        : throw new OptionException($"{layer}: the rate is {rate.ToString(System.Globalization.CultureInfo.InvariantCulture)}.",
            $"rate {rate.ToString(System.Globalization.CultureInfo.InvariantCulture)}",
            "use a fraction from 0 up to, but not including, 1: it says how much is dropped");
}
