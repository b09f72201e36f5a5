using System.Globalization;

namespace Hebb;

/// <summary>The learning rate is multiplied by one number until a step, by another until the next, and so on. As Keras's <c>PiecewiseConstantDecay</c>, but
/// that a
/// boundary is the first step of the new rate, not the last of the old, and that the numbers multiply the optimizer's rate.</summary>
/// <example>A tenth of the rate for the first thousand steps, all of it for the next nine thousand, and then a hundredth:
/// <code>Optimizer optimizer = new Sgd(0.1) { Schedule = new PiecewiseConstant([1000, 10_000], [0.1, 1, 0.01]) };</code></example>
public sealed record PiecewiseConstant : Schedule
{
    private readonly long[] _boundaries;
    private readonly double[] _factors;

    /// <summary>Begins with the pieces.</summary>
    /// <param name="boundaries">The numbers of the steps, from 0, with which a new piece begins; rising.</param>
    /// <param name="factors">What the rate is multiplied by in each piece: one more than there are boundaries.</param>
    public PiecewiseConstant(IReadOnlyList<long> boundaries, IReadOnlyList<double> factors)
    {
        ArgumentNullException.ThrowIfNull(factors);
        _boundaries = Boundaries(nameof(PiecewiseConstant), boundaries);
        _factors = [.. factors.Select(static factor => NotNegative(nameof(PiecewiseConstant), "a factor", factor))];
        if (_factors.Length != _boundaries.Length + 1)
            throw new OptionException($"PiecewiseConstant: {_boundaries.Length} boundaries make {_boundaries.Length + 1} pieces, and there are "
                + $"{_factors.Length} factors.", $"boundaries {_boundaries.Length}   factors {_factors.Length}", "give one factor more than boundaries");
    }

    /// <inheritdoc/>
    public override double Rate(double initial, long step, long? runSteps) => initial * _factors[Piece(_boundaries, step)];

    /// <inheritdoc/>
    public override string ToString() =>
        $"PiecewiseConstant {{ {string.Join(", ", _boundaries)}; {string.Join(", ", _factors.Select(static f => f.ToString(CultureInfo.InvariantCulture)))} }}";
}
