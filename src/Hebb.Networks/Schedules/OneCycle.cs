namespace Hebb;

/// <summary>The learning rate rises from a small part of itself to all of it, and then falls to almost nothing: large steps in the middle of the run find flat
/// minima. (Smith and Topin 2018.)</summary>
/// <remarks>The optimizer's learning rate is the greatest. As PyTorch's <c>OneCycleLR</c>; the momentum, which that moves the other way, stays here.</remarks>
/// <example><code>Optimizer optimizer = new Sgd(0.1) { Momentum = 0.9, Schedule = new OneCycle() };</code></example>
public sealed record OneCycle : Schedule
{
    private readonly double _rise = 0.3, _initialDivisor = 25, _finalDivisor = 1e4;

    /// <summary>Begins with the length.</summary>
    /// <param name="steps">How many steps the cycle has; null (the default): the whole run.</param>
    public OneCycle(long? steps = null) => Steps = DecaySteps(nameof(OneCycle), steps);

    /// <summary>How many steps the cycle has; null: the whole run.</summary>
    public long? Steps { get; }

    /// <summary>In what part of the steps the rate rises; 0.3 by default.</summary>
    public double RiseFraction
    {
        get => _rise;
        init => _rise = Part(nameof(OneCycle), nameof(RiseFraction), value);
    }

    /// <summary>The greatest rate divided by the first; 25 by default.</summary>
    public double InitialDivisor
    {
        get => _initialDivisor;
        init => _initialDivisor = Positive(nameof(OneCycle), nameof(InitialDivisor), value);
    }

    /// <summary>The first rate divided by the last; 10,000 by default.</summary>
    public double FinalDivisor
    {
        get => _finalDivisor;
        init => _finalDivisor = Positive(nameof(OneCycle), nameof(FinalDivisor), value);
    }

    /// <summary>Whether the rate goes along straight lines instead of half cosines; false by default.</summary>
    public bool IsLinear { get; init; }

    /// <summary>Whether it falls to the first rate as fast as it rose, and from there to the last in the steps that are left, as in the paper; false by
    /// default.</summary>
    public bool ThreePhases { get; init; }

    /// <inheritdoc/>
    public override double Rate(double initial, long step, long? runSteps)
    {
        long length = Steps ?? Math.Max(1, RunLength(nameof(OneCycle), runSteps));
        double first = initial / InitialDivisor, last = first / FinalDivisor;
        double top = RiseFraction * length - 1, second = 2 * RiseFraction * length - 2, end = length - 1;
        double at = Math.Min(step, Math.Max(0, end));
        if (at <= top) return Between(first, initial, Part(at, 0, top));
        if (!ThreePhases) return Between(initial, last, Part(at, top, end));
        return at <= second ? Between(initial, first, Part(at, top, second)) : Between(first, last, Part(at, second, end));
    }

    private static double Part(double at, double from, double to) => to > from ? (at - from) / (to - from) : 1;

    private double Between(double from, double to, double part) =>
        IsLinear ? from + (to - from) * part : to + (from - to) / 2 * (1 + Math.Cos(Math.PI * part));
}
