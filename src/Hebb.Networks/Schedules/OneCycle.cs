using System.Globalization;
using System.Text;

namespace Hebb;

/// <summary>The learning rate rises from a small part of itself to all of it, and then falls to almost nothing: large steps in the middle of the run find flat
/// minima. (Smith and Topin 2018.)</summary>
/// <remarks>The optimizer's learning rate is the greatest. As PyTorch's <c>OneCycleLR</c>; the momentum moves the other way where
/// <see cref="LowMomentum"/> says how far.</remarks>
/// <example><code>Optimizer optimizer = new Sgd(0.1) { Momentum = 0.9, Schedule = new OneCycle() };</code></example>
public sealed record OneCycle : Schedule
{
    private readonly bool _threePhases;
    private readonly double _rise = 0.3, _initialDivisor = 25, _finalDivisor = 1e4;

    /// <summary>Begins with the length.</summary>
    /// <param name="steps">How many steps the cycle has; null (the default): the whole run.</param>
    public OneCycle(long? steps = null) => Steps = DecaySteps(nameof(OneCycle), steps);

    /// <summary>How many steps the cycle has; null: the whole run.</summary>
    public long? Steps { get; }

    /// <summary>In what part of the steps the rate rises; 0.3 by default. With <see cref="ThreePhases"/> at most 0.5.</summary>
    public double RiseFraction
    {
        get => _rise;
        init => _rise = Fitting(Part(nameof(OneCycle), nameof(RiseFraction), value), ThreePhases);
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
    public bool ThreePhases
    {
        get => _threePhases;
        init
        {
            _threePhases = value;
            Fitting(RiseFraction, value);
        }
    }

    /// <summary>The momentum where the rate is greatest; the optimizer's own is where the rate is lowest. Null, the default, leaves the momentum
    /// as it is.</summary>
    /// <remarks>Only <see cref="Sgd"/> has one that can be moved. PyTorch goes from 0.95 to 0.85 in one cycle, and from 0.9 to 0.8 in several.</remarks>
    public double? LowMomentum
    {
        get;
        init => field = LeastMomentum(nameof(OneCycle), value);
    }

    /// <inheritdoc/>
    public override double Rate(double initial, long step, long? runSteps) =>
        Along(initial / InitialDivisor, initial, initial / InitialDivisor / FinalDivisor, step, runSteps);

    internal override double Momentum(double initial, long step, long? runSteps) =>
        LowMomentum is { } low ? Along(initial, low, initial, step, runSteps) : initial;

    internal override bool MovesMomentum => LowMomentum is not null;

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder)
    {
        builder.Append(CultureInfo.InvariantCulture, $"Steps = {Steps}, RiseFraction = {RiseFraction}, InitialDivisor = {InitialDivisor}, ");
        builder.Append(CultureInfo.InvariantCulture, $"FinalDivisor = {FinalDivisor}, IsLinear = {IsLinear}, ThreePhases = {ThreePhases}");
        if (LowMomentum is { } low) builder.Append(CultureInfo.InvariantCulture, $", LowMomentum = {low}");   // or a run of before would not go on
        return true;
    }

    // From the first value to the one in the middle of the cycle, and from there to the last; back to the first before it where there are three phases.
    private double Along(double first, double middle, double last, long step, long? runSteps)
    {
        long length = Steps ?? Math.Max(1, RunLength(nameof(OneCycle), runSteps));
        double top = RiseFraction * length - 1, second = 2 * RiseFraction * length - 2, end = length - 1;
        double at = Math.Min(step, Math.Max(0, end));
        if (at <= top) return Between(first, middle, Part(at, 0, top));
        if (!ThreePhases) return Between(middle, last, Part(at, top, end));
        return at <= second ? Between(middle, first, Part(at, top, second)) : Between(first, last, Part(at, second, end));
    }

    // A fall as long as the rise, and something left after both.
    private static double Fitting(double rise, bool threePhases) => !threePhases || rise <= 0.5 ? rise
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture,
            $"OneCycle: the rate rises for {rise} of the steps and falls for as many, and that is more than there are."),
            string.Create(CultureInfo.InvariantCulture, $"RiseFraction {rise}   ThreePhases true"), "use a RiseFraction up to 0.5, or leave ThreePhases out");

    private static double Part(double at, double from, double to) => to > from ? (at - from) / (to - from) : 1;

    private double Between(double from, double to, double part) =>
        IsLinear ? from + (to - from) * part : to + (from - to) / 2 * (1 + Math.Cos(Math.PI * part));
}
