using System.Globalization;

namespace Hebb;

/// <summary>How the learning rate changes from step to step.</summary>
/// <remarks>A function of the number of the step alone, so that a resumed run goes on as if it had never stopped.</remarks>
public abstract record Schedule
{
    /// <summary>The learning rate stays what it is.</summary>
    public static Schedule Constant { get; } = new ConstantSchedule();

    /// <summary>The learning rate of a step.</summary>
    /// <param name="initial">The optimizer's learning rate.</param>
    /// <param name="step">How many steps were taken before: 0 for the first.</param>
    /// <param name="runSteps">How many steps the whole run takes, when it is known.</param>
    public abstract double Rate(double initial, long step, long? runSteps);

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

    private sealed record ConstantSchedule : Schedule
    {
        public override double Rate(double initial, long step, long? runSteps) => initial;
    }
}
