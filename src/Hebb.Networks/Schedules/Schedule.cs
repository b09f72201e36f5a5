using System.Globalization;

namespace Hebb;

/// <summary>How the learning rate changes from step to step.</summary>
/// <remarks>A function of the number of the step alone, so that a resumed run goes on as if it had never stopped.</remarks>
public abstract partial record Schedule
{
    /// <summary>The learning rate stays what it is.</summary>
    public static Schedule Constant { get; } = new ConstantSchedule();

    /// <summary>The learning rate of a step.</summary>
    /// <param name="initial">The optimizer's learning rate.</param>
    /// <param name="step">How many steps were taken before: 0 for the first.</param>
    /// <param name="runSteps">How many steps the whole run takes, when it is known.</param>
    public abstract double Rate(double initial, long step, long? runSteps);

    /// <summary>The momentum of a step; the optimizer's own unless the schedule moves it.</summary>
    internal virtual double Momentum(double initial, long step, long? runSteps) => initial;

    /// <summary>Whether the schedule moves the momentum too.</summary>
    internal virtual bool MovesMomentum => false;

    /// <summary>The length of the run, for a schedule that ends with it.</summary>
    /// <exception cref="UsageException">Nobody has said how long the run is.</exception>
    private protected static long RunLength(string schedule, long? runSteps) => runSteps
        ?? throw new UsageException($"{schedule}: the length of the run is not known.", "Optimizer.RunSteps null",
            $"set the optimizer's RunSteps (a Trainer does), or pass the number of steps: new {schedule}(steps)");

    private protected static double DecayFactor(string schedule, double value) => value is > 0 and <= 1 ? value
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"{schedule}: the factor is {value}."),
            string.Create(CultureInfo.InvariantCulture, $"factor {value}"),
            "use a number above 0 and at most 1");

    private protected static long DecayEvery(string schedule, long value) => value > 0 ? value
        : throw new OptionException($"{schedule}: the rate cannot change every {value} steps.", $"every {value}", "use a number of steps above zero");

    /// <summary>A number of steps above zero.</summary>
    private protected static long StepCount(string schedule, string option, long value) => value > 0 ? value
        : throw new OptionException($"{schedule}: {option} is {value}.", $"{option} {value}", "use a number of steps above zero");

    /// <summary>A number of steps above zero, or null for the whole run.</summary>
    private protected static long? DecaySteps(string schedule, long? value) => value is null or > 0 ? value
        : throw new OptionException($"{schedule}: the rate cannot change in {value} steps.", $"steps {value}",
            "use a number above zero, or none for the whole run");

    /// <summary>A number of zero or more.</summary>
    private protected static double NotNegative(string schedule, string option, double value) => value >= 0 && double.IsFinite(value) ? value
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"{schedule}: {option} is {value}."),
            string.Create(CultureInfo.InvariantCulture, $"{option} {value}"), "use a number of zero or more");

    /// <summary>A number above zero.</summary>
    private protected static double Positive(string schedule, string option, double value) => value > 0 && double.IsFinite(value) ? value
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"{schedule}: {option} is {value}."),
            string.Create(CultureInfo.InvariantCulture, $"{option} {value}"), "use a number above zero");

    /// <summary>A part of the rate.</summary>
    private protected static double Part(string schedule, string option, double value) => value is >= 0 and <= 1 ? value
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"{schedule}: {option} is {value}."),
            string.Create(CultureInfo.InvariantCulture, $"{option} {value}"), "use a number from 0 to 1");

    /// <summary>The least momentum of a schedule that moves it, or null.</summary>
    private protected static double? LeastMomentum(string schedule, double? value) => value is null or (>= 0 and < 1) ? value
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"{schedule}: the least momentum is {value}."),
            string.Create(CultureInfo.InvariantCulture, $"LowMomentum {value}"), "use a number from 0 to less than 1, or none; 0.85 is usual");

    /// <summary>Steps at which something changes, in rising order, copied.</summary>
    private protected static long[] Boundaries(string schedule, IReadOnlyList<long> boundaries)
    {
        ArgumentNullException.ThrowIfNull(boundaries);
        long before = 0;
        foreach (long boundary in boundaries)
        {
            if (boundary <= before)
                throw new OptionException($"{schedule}: the boundaries do not rise.", $"boundaries {string.Join(", ", boundaries)}",
                    "use steps above zero, each greater than the one before it");
            before = boundary;
        }
        return [.. boundaries];
    }

    /// <summary>At least one schedule, and all of them there; copied.</summary>
    private protected static Schedule[] Parts(string schedule, IReadOnlyList<Schedule> schedules)
    {
        ArgumentNullException.ThrowIfNull(schedules);
        if (schedules.Count == 0)
            throw new OptionException($"{schedule}: there are no schedules.", "schedules 0", "give at least one; Schedule.Constant leaves the rate as it is");
        for (int i = 0; i < schedules.Count; i++)
            if (schedules[i] is null)
                throw new OptionException($"{schedule}: schedule {i + 1} of {schedules.Count} is null.", $"schedules[{i}] null",
                    "leave it out, or give Schedule.Constant, which leaves the rate as it is");
        return [.. schedules];
    }

    /// <summary>How many boundaries a step has reached. (A loop: asked in every step, it allocates nothing.)</summary>
    private protected static int Piece(long[] boundaries, long step)
    {
        int piece = 0;
        while (piece < boundaries.Length && step >= boundaries[piece]) piece++;
        return piece;
    }

    private sealed record ConstantSchedule : Schedule
    {
        public override double Rate(double initial, long step, long? runSteps) => initial;
    }
}
