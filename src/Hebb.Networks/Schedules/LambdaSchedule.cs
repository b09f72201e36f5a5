namespace Hebb;

/// <summary>The learning rate is multiplied by what a function of yours gives for the number of the step. As PyTorch's <c>LambdaLR</c>.</summary>
/// <param name="Factor">Given the number of the step, from 0, what the rate is multiplied by. Must depend on that number alone, so that a resumed run goes
/// on as if
/// it had never stopped.</param>
/// <example><code>Optimizer optimizer = new Sgd(0.1) { Schedule = new LambdaSchedule(step => step % 1000 &lt; 500 ? 1 : 0.5) };</code></example>
public sealed record LambdaSchedule(Func<long, double> Factor) : Schedule
{
    /// <summary>What the learning rate is multiplied by, for the number of a step.</summary>
    public Func<long, double> Factor { get; } = Factor ?? throw new ArgumentNullException(nameof(Factor));

    /// <inheritdoc/>
    public override double Rate(double initial, long step, long? runSteps) => initial * Factor(step);

    /// <inheritdoc/>
    public override string ToString() => "LambdaSchedule { a function }";
}
