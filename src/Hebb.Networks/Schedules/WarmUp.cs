namespace Hebb;

/// <summary>The learning rate rises evenly in the first steps, <c>rate * (s + (1 - s) t / W)</c> in step t of W, and then follows another schedule, which
/// counts its
/// steps, and those of the run, from there. (Goyal et al. 2017.)</summary>
/// <remarks>Of a run that is no longer than the warm-up, nothing comes after it, and the whole rate is never reached.</remarks>
/// <example><code>Optimizer optimizer = new Adam(3e-3) { Schedule = new WarmUp(100, new CosineDecay()) };</code></example>
public sealed record WarmUp : Schedule
{
    private readonly double _startFraction;

    /// <summary>Begins with the length.</summary>
    /// <param name="steps">In how many steps the rate rises.</param>
    /// <param name="then">What comes after that; constant by default.</param>
    public WarmUp(long steps, Schedule? then = null) => (Steps, Then) = (StepCount(nameof(WarmUp), nameof(steps), steps), then ?? Constant);

    /// <summary>In how many steps the rate rises.</summary>
    public long Steps { get; }

    /// <summary>What comes after that.</summary>
    public Schedule Then { get; }

    /// <summary>What part of the rate the first step has; 0 by default.</summary>
    public double StartFraction
    {
        get => _startFraction;
        init => _startFraction = Part(nameof(WarmUp), nameof(StartFraction), value);
    }

    /// <inheritdoc/>
    public override double Rate(double initial, long step, long? runSteps) =>
        step < Steps ? initial * (StartFraction + (1 - StartFraction) * step / Steps) : Then.Rate(initial, step - Steps, runSteps - Steps);

    internal override double Momentum(double initial, long step, long? runSteps) =>
        step < Steps ? initial : Then.Momentum(initial, step - Steps, runSteps - Steps);

    internal override bool MovesMomentum => Then.MovesMomentum;
}
