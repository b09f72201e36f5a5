namespace Hebb;

/// <summary>The absolute penalty <c>strength * sum of |w|</c>: every weight is pulled towards zero by the same amount, and those that do not earn it end there,
/// which selects features (lasso; A133).</summary>
/// <param name="Strength">Lambda; 0.01 by default, as in Keras.</param>
/// <remarks>Gradient <c>strength * sign(w)</c>, 0 at 0. Gradient steps make weights small but hop around zero; <see cref="Proximal"/> makes them exactly
/// zero. (Tibshirani 1996.)</remarks>
/// <example><code>var layer = new Dense(1) { KernelRegularizer = new L1(0.05) { Proximal = true } };</code></example>
public sealed record L1(double Strength = 0.01) : Regularizer
{
    /// <summary>The factor of the sum of absolute values.</summary>
    public double Strength { get; } = CheckedStrength(nameof(L1), Strength);

    /// <summary>Whether the penalty works by a soft threshold after each update instead of by its gradient: <c>w = sign(w) max(|w| - rate * strength, 0)</c>,
    /// with the step's learning rate. Weights become exactly zero. False by default.</summary>
    /// <remarks>For kernels and biases; of activations, which no update changes, it is only reported. With an optimizer that scales each element's step (Adam)
    /// the threshold still is the plain rate's. (Daubechies, Defrise and De Mol 2004: iterative soft thresholding.)</remarks>
    public bool Proximal { get; init; }

    /// <inheritdoc/>
    public override string Name => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(Proximal ? "proximal_l1" : "l1")}({Strength})");

    /// <inheritdoc/>
    public override Tensor Call(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return (Proximal ? x.Detach() : x).Abs().Sum() * Strength;
    }

    /// <inheritdoc/>
    public override Tensor Shrink(Tensor weights, Tensor learningRate)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(learningRate);
        if (!Proximal) return weights;
        Tensor threshold = (learningRate * Strength).Cast(weights.DType);
        return weights.Sign() * (weights.Abs() - threshold).Relu();
    }
}
