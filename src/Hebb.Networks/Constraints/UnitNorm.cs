namespace Hebb;

/// <summary>Every unit's incoming weights have length 1; only their direction is learned.</summary>
/// <remarks><c>w / ||w||</c>; weights that are all zero stay so. (Keras 3.)</remarks>
/// <example><code>var layer = new Dense(64) { KernelConstraint = new UnitNorm() };</code></example>
public sealed record UnitNorm : Constraint
{
    private const double Least = 1e-7;

    /// <summary>The axis along which a vector lies; by default all but the last.</summary>
    public int? Axis { get; init; }

    private protected override int? Along => Axis;

    /// <inheritdoc/>
    public override string Name => "unit_norm" + Numbers(Axis);

    /// <inheritdoc/>
    public override Tensor Call(Tensor weights)
    {
        (Tensor vectors, Tensor lengths, _) = Measure(weights);
        return vectors / lengths.Maximum(Least);
    }
}
