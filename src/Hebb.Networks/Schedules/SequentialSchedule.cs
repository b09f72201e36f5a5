namespace Hebb;

/// <summary>One schedule after another, each of which counts its steps from its beginning. As PyTorch's <c>SequentialLR</c>.</summary>
/// <example><code>Schedule schedule = new SequentialSchedule([new LinearRamp(0.1, 1, 100), new CosineDecay()], [100]);</code></example>
public sealed record SequentialSchedule : Schedule
{
    private readonly Schedule[] _schedules;
    private readonly long[] _boundaries;

    /// <summary>Begins with the schedules.</summary>
    /// <param name="schedules">In the order in which they follow one another.</param>
    /// <param name="boundaries">The numbers of the steps, from 0, with which the second, the third and so on begin; rising.</param>
    public SequentialSchedule(IReadOnlyList<Schedule> schedules, IReadOnlyList<long> boundaries)
    {
        (_schedules, _boundaries) = (Parts(nameof(SequentialSchedule), schedules), Boundaries(nameof(SequentialSchedule), boundaries));
        if (_schedules.Length != _boundaries.Length + 1)
            throw new OptionException($"SequentialSchedule: {_boundaries.Length} boundaries part {_boundaries.Length + 1} schedules, and there are "
                + $"{_schedules.Length}.", $"boundaries {_boundaries.Length}   schedules {_schedules.Length}", "give one schedule more than boundaries");
    }

    /// <inheritdoc/>
    public override double Rate(double initial, long step, long? runSteps)
    {
        (Schedule schedule, long from, long? to) = Find(step, runSteps);
        return schedule.Rate(initial, step - from, to - from);
    }

    internal override double Momentum(double initial, long step, long? runSteps)
    {
        (Schedule schedule, long from, long? to) = Find(step, runSteps);
        return schedule.Momentum(initial, step - from, to - from);
    }

    internal override bool MovesMomentum => Array.Exists(_schedules, static schedule => schedule.MovesMomentum);

    /// <inheritdoc/>
    public override string ToString() => $"SequentialSchedule {{ {string.Join("; ", (object[])_schedules)}; from {string.Join(", ", _boundaries)} }}";

    private (Schedule Schedule, long From, long? To) Find(long step, long? runSteps)
    {
        int index = Piece(_boundaries, step);
        return (_schedules[index], index == 0 ? 0 : _boundaries[index - 1], index < _boundaries.Length ? _boundaries[index] : runSteps);
    }
}
