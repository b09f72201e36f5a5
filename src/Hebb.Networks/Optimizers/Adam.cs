using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Adam: each element's step is its mean gradient over the root of its mean squared gradient, both running averages. (Kingma and Ba 2015.)</summary>
/// <param name="learningRate">The step size, and about the most that an element moves in a step.</param>
/// <remarks>
/// <c>m += (1 - beta1) (g - m)</c>, <c>v += (1 - beta2) (g^2 - v)</c>, and with the corrections for their start at zero <c>w - rate * sqrt(1 - beta2^t) / (1 -
/// beta1^t) * m / (sqrt(v) + epsilon)</c>
/// in step t, from 1. That is Keras's form and defaults; PyTorch's is <c>new Adam { Epsilon = 1e-8, CorrectsEpsilon = true }</c>.
/// </remarks>
/// <example><code>Optimizer optimizer = new Adam(3e-3) { Schedule = new CosineDecay() };</code></example>
public class Adam(double learningRate = 1e-3) : MomentOptimizer(learningRate)
{
    /// <summary>Whether epsilon is added after the correction of v, as in PyTorch and in the paper's algorithm 1; before it by default, as in Keras and in the
    /// paper's last remark.</summary>
    public bool CorrectsEpsilon { get; init; }

    /// <summary>Whether an element's v never falls, which is what Adam needs to converge for certain. (Reddi, Kale and Kumar 2018.)</summary>
    public bool AmsGrad { get; init; }

    /// <summary>Whether a row-sparse gradient, as an embedding has, changes only its rows of w, m and v. Faster on a large table, and not quite Adam: the other
    /// rows' averages stand still. False by default.</summary>
    public bool Lazy { get; init; }

    private protected override bool UpdatesRows => Lazy;

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        base.Configure(config);
        config["correctsEpsilon"] = CorrectsEpsilon;
        config["amsGrad"] = AmsGrad;
        config["lazy"] = Lazy;
    }

    /// <inheritdoc/>
    protected override void Update(Update u)
    {
        ArgumentNullException.ThrowIfNull(u);
        Tensor correction1 = 1 - Tensor.Scalar(Beta1, DType.Float64).Pow(u.Step), correction2 = (1 - Tensor.Scalar(Beta2, DType.Float64).Pow(u.Step)).Sqrt();
        Tensor m = u["m"] = u["m"] + (u.Gradient - u["m"]) * (1 - Beta1);
        Tensor v = u["v"] = u["v"] + (u.Gradient * u.Gradient - u["v"]) * (1 - Beta2);
        if (AmsGrad) v = u["v_max"] = u["v_max"].Maximum(v);
        Tensor rate = u.Rate * u.Scalar(correction2 / correction1);
        Tensor epsilon = u.Scalar(CorrectsEpsilon ? correction2 * Epsilon : Tensor.Scalar(Epsilon, DType.Float64));
        u.Parameter -= rate * m / (v.Sqrt() + epsilon);
    }
}
