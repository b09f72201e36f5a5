namespace Hebb;

/// <summary>The learning rate goes evenly from one part of itself to another: <c>rate * (from + (to - from) t / T)</c> in step t of T, from 0, and <c>rate *
/// to</c>
/// after that. As PyTorch's <c>LinearLR</c>.</summary>
/// <example><code>Optimizer optimizer = new Sgd(0.1) { Schedule = new LinearRamp(1, 0.01, steps: 1000) };</code></example>
public sealed record LinearRamp : Schedule
{
    /// <summary>Begins with both ends.</summary>
    /// <param name="from">What the rate is multiplied by in the first step.</param>
    /// <param name="to">What it is multiplied by in the end.</param>
    /// <param name="steps">In how many steps; null (the default): in the whole run.</param>
    public LinearRamp(double from, double to, long? steps = null) =>
        (From, To, Steps) = (NotNegative(nameof(LinearRamp), nameof(from), from), NotNegative(nameof(LinearRamp), nameof(to), to),
            DecaySteps(nameof(LinearRamp), steps));

    /// <summary>What the rate is multiplied by in the first step.</summary>
    public double From { get; }

    /// <summary>What the rate is multiplied by in the end.</summary>
    public double To { get; }

    /// <summary>In how many steps; null: in the whole run.</summary>
    public long? Steps { get; }

    /// <inheritdoc/>
    public override double Rate(double initial, long step, long? runSteps)
    {
        long length = Steps ?? Math.Max(1, RunLength(nameof(LinearRamp), runSteps));
        return initial * (From + (To - From) * Math.Min(step, length) / length);
    }
}
