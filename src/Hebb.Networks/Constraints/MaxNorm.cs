namespace Hebb;

/// <summary>No unit's incoming weights are longer than a limit; longer ones are scaled down to it, shorter ones stay as they are, bit for bit.</summary>
/// <param name="Max">The greatest length; 2 by default, as in Keras. 3 is usual beside dropout.</param>
/// <remarks><c>w * max / maximum(||w||, max)</c>. (Srebro, Rennie and Jaakkola 2004; with dropout: Srivastava et al. 2014, section 5.1. Keras also shrinks
/// what is within the limit, by a factor of 1 - 1e-7 / ||w||.)</remarks>
/// <example><code>var layer = new Conv2D(32, 3) { KernelConstraint = new MaxNorm(3) };</code></example>
public sealed record MaxNorm(double Max = 2) : Constraint
{
    /// <summary>The greatest length.</summary>
    public double Max { get; } = Max > 0 && double.IsFinite(Max) ? Max
        : throw new OptionException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"MaxNorm: max is {Max}."),
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"max {Max}"), "use a number above zero; 3 is usual");

    /// <summary>The axis along which a vector lies. By default all but the last: the weights into a unit of <see cref="Dense"/>, into a filter of
    /// <see cref="Conv2D"/>. For the rows of an embedding, 1.</summary>
    public int? Axis { get; init; }

    private protected override int? Along => Axis;

    /// <inheritdoc/>
    public override string Name => "max_norm" + Numbers(Axis, Max);

    /// <inheritdoc/>
    public override Tensor Call(Tensor weights)
    {
        (Tensor vectors, Tensor lengths, Tensor scale) = Measure(weights);
        return vectors * (Max / lengths.Maximum(scale * Max));
    }
}
