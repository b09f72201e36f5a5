using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>An optimizer of <see cref="Adam"/>'s family: each element has a running average of its gradient, and one of the gradient's size, by which it is
/// divided.</summary>
/// <remarks>The two averages are estimates of the gradient's first two moments. (Kingma and Ba 2015.)</remarks>
/// <example><code>Optimizer optimizer = new Adam { Beta1 = 0.5, Beta2 = 0.99 };   // forgets sooner</code></example>
public abstract class MomentOptimizer : Optimizer
{
    /// <summary>Begins with a learning rate and an epsilon.</summary>
    protected MomentOptimizer(double learningRate, double epsilon = 1e-7) : base(learningRate) => Epsilon = epsilon;

    /// <summary>How much of the mean gradient is kept in a step, from 0 to less than 1; 0.9 by default.</summary>
    public double Beta1
    {
        get;
        init => field = Fraction(nameof(Beta1), value, "0.9 is usual");
    } = 0.9;

    /// <summary>How much of the gradients' size is kept in a step (their mean square, or the greatest of them in <see cref="Adamax"/>), from 0 to less than 1;
    /// 0.999 by default.</summary>
    public double Beta2
    {
        get;
        init => field = Fraction(nameof(Beta2), value, "0.999 is usual");
    } = 0.999;

    /// <summary>Keeps the step of an element without gradients small; 1e-7 by default, as in Keras, and 1e-8 in <see cref="RAdam"/>, as in PyTorch.
    /// With 0, an element that has had no gradient but 0 becomes NaN.</summary>
    public double Epsilon
    {
        get;
        init => field = NotNegative("epsilon", nameof(Epsilon), value, "1e-7 is usual");
    }

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["beta1"] = Beta1;
        config["beta2"] = Beta2;
        config["epsilon"] = Epsilon;
    }
}
