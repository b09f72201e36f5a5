namespace Hebb;

/// <summary>How the learning rate changes from step to step.</summary>
public abstract record Schedule
{
    /// <summary>The learning rate stays what it is.</summary>
    public static Schedule Constant { get; } = new ConstantSchedule();

    /// <summary>The learning rate of a step.</summary>
    /// <param name="initial">The optimizer's learning rate.</param>
    /// <param name="step">How many steps were taken before: 0 for the first.</param>
    /// <param name="runSteps">How many steps the whole run takes, when it is known.</param>
    public abstract double Rate(double initial, long step, long? runSteps);

    private sealed record ConstantSchedule : Schedule
    {
        public override double Rate(double initial, long step, long? runSteps) => initial;
    }
}
