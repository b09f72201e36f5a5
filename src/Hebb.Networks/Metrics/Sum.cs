namespace Hebb;

/// <summary>The running sum of numbers that were worked out already, such as how many samples were skipped.</summary>
/// <example><code>
/// var skipped = new Sum("skipped");
/// skipped.Add(mask);
/// </code></example>
public sealed class Sum : Module
{
    private readonly State _total;

    /// <summary>Begins at 0.</summary>
    /// <param name="name">What the sum is of.</param>
    public Sum(string name = "sum")
    {
        Name = name;
        _total = AddState("total", Tensor.Zeros([], DType.Float64));
    }

    /// <summary>The sum since <see cref="Reset"/>.</summary>
    public double Result => _total.ToScalar();

    /// <summary>Adds a number, or all numbers of a tensor.</summary>
    /// <param name="value">The number.</param>
    /// <param name="weight">What it is multiplied by.</param>
    public void Add(Tensor value, double weight = 1)
    {
        ArgumentNullException.ThrowIfNull(value);
        using var scope = TensorScope.Begin();
        _total.Assign(_total + value.Cast(DType.Float64).Sum() * weight);
    }

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        using var scope = TensorScope.Begin();
        _total.Assign(Tensor.Zeros([], DType.Float64));
    }
}
