namespace Hebb;

/// <summary>No weight is below zero: negative ones become 0. (Keras's <c>NonNeg</c>.)</summary>
/// <example><code>var parts = new Dense(49) { KernelConstraint = new NonNegative() };   // parts that only add up</code></example>
public sealed record NonNegative : Constraint
{
    /// <inheritdoc/>
    public override string Name => "non_negative";

    /// <inheritdoc/>
    public override Tensor Call(Tensor weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return weights.Maximum(0.0);
    }
}
