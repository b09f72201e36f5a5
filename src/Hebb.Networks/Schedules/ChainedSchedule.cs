namespace Hebb;

/// <summary>Several schedules at once: each changes what the one before it gives. As PyTorch's <c>ChainedScheduler</c>.</summary>
/// <example><code>Schedule schedule = new ChainedSchedule([new ConstantFactor(0.1, 500), new ExponentialDecay(0.99)]);</code></example>
public sealed record ChainedSchedule : Schedule
{
    private readonly Schedule[] _schedules;

    /// <summary>Begins with the schedules; at least one.</summary>
    /// <exception cref="OptionException">There are none, or one is null.</exception>
    public ChainedSchedule(IReadOnlyList<Schedule> schedules) => _schedules = Parts(nameof(ChainedSchedule), schedules);

    /// <inheritdoc/>
    public override double Rate(double initial, long step, long? runSteps)
    {
        foreach (Schedule schedule in _schedules) initial = schedule.Rate(initial, step, runSteps);
        return initial;
    }

    internal override double Momentum(double initial, long step, long? runSteps)
    {
        foreach (Schedule schedule in _schedules) initial = schedule.Momentum(initial, step, runSteps);
        return initial;
    }

    internal override bool MovesMomentum => Array.Exists(_schedules, static schedule => schedule.MovesMomentum);

    /// <inheritdoc/>
    public override string ToString() => $"ChainedSchedule {{ {string.Join("; ", (object[])_schedules)} }}";
}
