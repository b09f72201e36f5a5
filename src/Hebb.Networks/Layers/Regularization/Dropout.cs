using System.Text.Json.Nodes;
using Hebb.Kernels;

namespace Hebb;

/// <summary>In training, sets a fraction of the values to zero and scales the others up, so that the sum stays the same on average; otherwise the
/// identity.</summary>
/// <param name="rate">The fraction that is dropped, from 0 up to but not including 1.</param>
/// <remarks>Which values are dropped depends on the model's seed, the layer's path and the number of the call, not on the number of threads; no mask is stored.
/// (Srivastava et al. 2014, in the inverted form.)</remarks>
/// <example><code>var dropout = new Dropout(0.5);</code></example>
public sealed class Dropout(double rate) : Layer
{
    private State _calls = null!;
    private ulong _key;

    /// <summary>The fraction that is dropped.</summary>
    public double Rate { get; } = rate is >= 0 and < 1 ? rate
        : throw new OptionException($"Dropout: the rate is {rate}.", $"rate {rate}",
            "use a fraction from 0 up to, but not including, 1: it says how much is dropped");

    /// <inheritdoc/>
    protected override void Build(Shape input) => _calls = AddState("calls", [], 0, Hebb.DType.Int64);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        if (!IsTraining || Rate == 0) return x;
        Tensor call = _calls + 1;
        _calls.Assign(call);   // counted in a state, so that a step captured once draws anew each time
        return x.Dropout(Rate, _key, call);
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config) => config["rate"] = Rate;

    private protected override void SetKey(ulong seed, string path) => _key = Philox.Key(seed, path);
}
