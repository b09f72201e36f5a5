namespace Hebb;

/// <summary>The squared penalty <c>strength * sum of w^2</c>: large weights are drawn towards zero in proportion to their size (ridge, Gaussian
/// prior).</summary>
/// <param name="Strength">Lambda, in Keras's scaling (A132, 004); 0.01 by default as there.</param>
/// <remarks>Gradient <c>2 strength w</c>. Under plain gradient descent it is the same as weight decay; under Adam it is not (Loshchilov and Hutter 2019), and
/// <see cref="Optimizer.WeightDecay"/> is usually better there. The course notes' scaling <c>lambda / (2 m) * ||w||^2</c> is
/// <see cref="WeightDecay(double, int)"/>.</remarks>
/// <example><code>var layer = new Dense(10) { KernelRegularizer = new L2(1e-4) };</code></example>
public sealed record L2(double Strength = 0.01) : Regularizer
{
    /// <summary>The factor of the sum of squares.</summary>
    public double Strength { get; } = CheckedStrength(nameof(L2), Strength);

    /// <summary>The penalty <c>lambda / (2 m) * ||w||^2</c> of the notes (A132), m the number of samples: with learning rate alpha a step is <c>w = (1 - alpha
    /// lambda / m) w - alpha dw</c>.</summary>
    /// <param name="lambda">The strength.</param>
    /// <param name="samples">m, the number of samples that the loss is a mean of.</param>
    /// <exception cref="OptionException">Lambda is negative, or there are no samples.</exception>
    public static L2 WeightDecay(double lambda, int samples) => samples > 0 ? new(lambda / (2.0 * samples))
        : throw new OptionException($"L2.WeightDecay: the number of samples is {samples}.", $"samples {samples}",
            "pass the number of samples that the loss is a mean of");

    /// <inheritdoc/>
    public override string Name => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"l2({Strength})");

    /// <inheritdoc/>
    public override Tensor Call(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Square().Sum() * Strength;
    }
}
