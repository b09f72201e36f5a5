namespace Hebb;

/// <summary>The lengths of units' incoming weights lie between two limits; others are scaled towards the nearer limit.</summary>
/// <param name="Min">The least length; 0 by default.</param>
/// <param name="Max">The greatest length; 1 by default.</param>
/// <param name="Rate">How much of the way is gone at each update, above 0 and up to 1, the default: all of it.</param>
/// <remarks><c>w * (rate clip(||w||, min, max) + (1 - rate) ||w||) / ||w||</c>; weights that are all zero stay so. (Keras 3.)</remarks>
/// <example><code>var layer = new Dense(64) { KernelConstraint = new MinMaxNorm(0.5, 2) };</code></example>
public sealed record MinMaxNorm(double Min = 0, double Max = 1, double Rate = 1) : Constraint
{
    private const double Least = 1e-7;

    /// <summary>The least length.</summary>
    public double Min { get; } = NotNegative(nameof(MinMaxNorm), "min", Min);

    /// <summary>The greatest length.</summary>
    public double Max { get; } = Max >= Min && double.IsFinite(Max) ? Max
        : throw new OptionException("MinMaxNorm: the greatest length is not above the least.",
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"min {Min}   max {Max}"), "pass the smaller one first, and numbers for both");

    /// <summary>How much of the way is gone at each update.</summary>
    public double Rate { get; } = Rate is > 0 and <= 1 ? Rate
        : throw new OptionException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"MinMaxNorm: the rate is {Rate}."),
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"rate {Rate}"), "use a number above 0 and up to 1, which goes all the way");

    /// <summary>The axis along which a vector lies; by default all but the last.</summary>
    public int? Axis { get; init; }

    private protected override int? Along => Axis;

    /// <inheritdoc/>
    public override string Name => "min_max_norm" + Numbers(Axis, Min, Max, Rate);

    /// <inheritdoc/>
    public override Tensor Call(Tensor weights)
    {
        (Tensor vectors, Tensor scaled, Tensor scale) = Measure(weights);
        Tensor lengths = scaled / scale, wanted = lengths.Clip(Min, Max);
        if (Rate < 1) wanted = wanted * Rate + lengths * (1 - Rate);
        return vectors * (wanted / scaled.Maximum(Least));
    }
}
