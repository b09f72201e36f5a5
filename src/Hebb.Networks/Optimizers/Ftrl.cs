using System.Globalization;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Follow the regularized leader: the weights that are best for all gradients so far, with penalties that give exact zeros. (McMahan et al.
/// 2013.)</summary>
/// <param name="learningRate">The step size.</param>
/// <remarks><c>n' = n + g^2</c>, <c>z += g + 2 s w - (sqrt(n') - sqrt(n)) / rate * w</c>,
/// <c>w = (clip(z, -l1, l1) - z) / ((sqrt(n') + beta) / rate + 2 l2)</c>, with the shrinkage s; another power than the root may be asked for. For wide linear
/// models with rare features. Keras's form and defaults. The rate is the one of the first step: z holds weights divided by it, so neither schedules nor
/// <see cref="Optimizer.RateMultiplier"/> have an effect.</remarks>
/// <example><code>Optimizer optimizer = new Ftrl(0.1) { L1 = 0.001 };</code></example>
public sealed class Ftrl(double learningRate = 0.001) : Optimizer(learningRate)
{
    private readonly double _initialSum = 0.1;
    private readonly double _l1;
    private readonly double _l2;

    /// <summary>What the sum of squares begins with; 0.1 by default.</summary>
    public double InitialSum
    {
        get => _initialSum;
        init => _initialSum = NotNegative("initial sum", nameof(InitialSum), value, "0.1 is usual");
    }

    /// <summary>The penalty on absolute values; 0 by default. Weights that do not earn it are exactly 0.</summary>
    public double L1
    {
        get => _l1;
        init => _l1 = NotNegative("penalty on absolute values", nameof(L1), value, "1e-3 is usual");
    }

    /// <summary>The penalty on squares; 0 by default.</summary>
    public double L2
    {
        get => _l2;
        init => _l2 = NotNegative("penalty on squares", nameof(L2), value, "1e-3 is usual");
    }

    /// <summary>A penalty on squares that acts on the step, through the weight as it was, and not on the weight that is found: s, 0 by
    /// default.</summary>
    public double L2Shrinkage { get; init => field = NotNegative("shrinkage", nameof(L2Shrinkage), value, "0 is usual"); }

    /// <summary>Added to the root of the sum of squares, which keeps the first steps small; 0 by default, and 1 in the paper.</summary>
    public double Beta { get; init => field = NotNegative("beta", nameof(Beta), value, "0 is usual"); }

    /// <summary>With what power of the sum of squares the rate of an element falls, 0 or below; -0.5 by default, one over the root. 0 keeps the rate.</summary>
    public double LearningRatePower { get; init => field = value <= 0 && double.IsFinite(value) ? value
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"Ftrl: the power of the learning rate is {value}."),
            string.Create(CultureInfo.InvariantCulture, $"LearningRatePower {value}"), "use a number of zero or less; -0.5 is usual"); } = -0.5;

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        config["initialSum"] = InitialSum;
        config["l1"] = L1;
        config["l2"] = L2;
        if (L2Shrinkage != 0) config["l2Shrinkage"] = L2Shrinkage;
        if (Beta != 0) config["beta"] = Beta;
        if (LearningRatePower != -0.5) config["learningRatePower"] = LearningRatePower;
    }

    /// <inheritdoc/>
    protected override void Update(Update u)
    {
        ArgumentNullException.ThrowIfNull(u);
        if (LearningRate == 0)
            throw new OptionException("Ftrl: the learning rate is 0.", "learningRate 0", "use a number above zero: weights are divided by it");
        double rate = LearningRate;
        u.Begin("sum", InitialSum);
        Tensor before = Power(u["sum"]), n = u["sum"] += u.Gradient * u.Gradient, root = Power(n);
        Tensor gradient = L2Shrinkage == 0 ? u.Gradient : u.Gradient + 2 * L2Shrinkage * u.Parameter;
        Tensor z = u["linear"] += gradient - (root - before) / rate * u.Parameter;
        u.Parameter = (z.Clip(-L1, L1) - z) / (root / rate + (Beta / rate + 2 * L2));
    }

    private Tensor Power(Tensor sum) => LearningRatePower == -0.5 ? sum.Sqrt() : sum.Pow(-LearningRatePower);
}
