namespace Hebb;

/// <summary>Both penalties: <c>l1 * sum of |w| + l2 * sum of w^2</c> (elastic net; Zou and Hastie 2005).</summary>
/// <param name="L1">The factor of the sum of absolute values.</param>
/// <param name="L2">The factor of the sum of squares.</param>
/// <example><code>var layer = new Dense(10) { KernelRegularizer = new L1L2(1e-5, 1e-4) };</code></example>
public sealed record L1L2(double L1 = 0, double L2 = 0) : Regularizer
{
    /// <summary>The factor of the sum of absolute values.</summary>
    public double L1 { get; } = CheckedStrength(nameof(L1L2), L1);

    /// <summary>The factor of the sum of squares.</summary>
    public double L2 { get; } = CheckedStrength(nameof(L1L2), L2);

    /// <inheritdoc/>
    public override string Name => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"l1l2({L1}, {L2})");

    /// <inheritdoc/>
    public override Tensor Call(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Abs().Sum() * L1 + x.Square().Sum() * L2;
    }
}
