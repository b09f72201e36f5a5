namespace Hebb;

/// <summary>The learning rate rises evenly and then falls as one over the root of the time: <c>rate * size^-0.5 * min(s^-0.5, s * warmUp^-1.5)</c> in step
/// s, from
/// 1. (Vaswani et al. 2017.)</summary>
/// <example><code>Optimizer optimizer = new Adam(1) { Beta2 = 0.98, Schedule = new NoamDecay(modelSize: 512) };</code></example>
public sealed record NoamDecay : Schedule
{
    /// <summary>Begins with the model's size.</summary>
    /// <param name="modelSize">How many features an element of the sequence has in the model.</param>
    /// <param name="warmUpSteps">In how many steps the rate rises; 4000 by default.</param>
    public NoamDecay(int modelSize, long warmUpSteps = 4000) =>
        (ModelSize, WarmUpSteps) = ((int)Positive(nameof(NoamDecay), nameof(modelSize), modelSize),
            StepCount(nameof(NoamDecay), nameof(warmUpSteps), warmUpSteps));

    /// <summary>How many features an element of the sequence has in the model.</summary>
    public int ModelSize { get; }

    /// <summary>In how many steps the rate rises.</summary>
    public long WarmUpSteps { get; }

    /// <inheritdoc/>
    public override double Rate(double initial, long step, long? runSteps) =>
        initial / Math.Sqrt(ModelSize) * Math.Min(1 / Math.Sqrt(step + 1), (step + 1) * Math.Pow(WarmUpSteps, -1.5));
}
