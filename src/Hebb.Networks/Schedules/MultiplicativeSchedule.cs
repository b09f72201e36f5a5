namespace Hebb;

/// <summary>The learning rate of the step before is multiplied by what a function of yours gives: <c>rate * f(1) * f(2) ... f(t)</c> in step t, from 0. As
/// PyTorch's <c>MultiplicativeLR</c>.</summary>
/// <example><code>Optimizer optimizer = new Sgd(0.1) { Schedule = new MultiplicativeSchedule(step => step % 1000 == 0 ? 0.5 : 1) };</code></example>
public sealed record MultiplicativeSchedule : Schedule
{
    private readonly Func<long, double> _factor;
    private readonly Lock _lock = new();
    private (long Step, double Product) _last = (0, 1);   // asked for step by step, it takes one multiplication each

    /// <summary>Begins with the function.</summary>
    /// <param name="factor">Given the number of a step, from 1, what the rate is multiplied by from it on. Must depend on that number alone.</param>
    public MultiplicativeSchedule(Func<long, double> factor)
    {
        ArgumentNullException.ThrowIfNull(factor);
        _factor = factor;
    }

    /// <inheritdoc/>
    public override double Rate(double initial, long step, long? runSteps)
    {
        lock (_lock)
        {
            if (_last.Step > step) _last = (0, 1);
            while (_last.Step < step) _last = (_last.Step + 1, _last.Product * _factor(_last.Step + 1));
            return initial * _last.Product;
        }
    }

    /// <inheritdoc/>
    public bool Equals(MultiplicativeSchedule? other) => other is not null && _factor == other._factor;

    /// <inheritdoc/>
    public override int GetHashCode() => _factor.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => "MultiplicativeSchedule { a function }";
}
