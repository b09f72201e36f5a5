using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Follow the regularized leader: the weights that are best for all gradients so far, with penalties that give exact zeros. (McMahan et al.
/// 2013.)</summary>
/// <param name="learningRate">The step size.</param>
/// <remarks><c>n' = n + g^2</c>, <c>z += g - (sqrt(n') - sqrt(n)) / rate * w</c>, <c>w = (clip(z, -l1, l1) - z) / (sqrt(n') / rate + 2 l2)</c>. For wide linear
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

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        config["initialSum"] = InitialSum;
        config["l1"] = L1;
        config["l2"] = L2;
    }

    /// <inheritdoc/>
    protected override void Update(Update u)
    {
        ArgumentNullException.ThrowIfNull(u);
        if (LearningRate == 0)
            throw new OptionException("Ftrl: the learning rate is 0.", "learningRate 0", "use a number above zero: weights are divided by it");
        double rate = LearningRate;
        u.Begin("sum", InitialSum);
        Tensor before = u["sum"].Sqrt(), n = u["sum"] += u.Gradient * u.Gradient, root = n.Sqrt();
        Tensor z = u["linear"] += u.Gradient - (root - before) / rate * u.Parameter;
        u.Parameter = (z.Clip(-L1, L1) - z) / (root / rate + 2 * L2);
    }
}
