using System.Globalization;

namespace Hebb;

/// <summary>The running mean of numbers that were worked out already, such as the losses of the batches, each with the weight of its samples.</summary>
/// <example><code>
/// var loss = new Mean("loss");
/// loss.Add(batchLoss, batch.Count);
/// </code></example>
public sealed class Mean : Module
{
    private readonly State _total;
    private readonly State _weight;

    /// <summary>Begins with nothing.</summary>
    /// <param name="name">What the mean is of.</param>
    public Mean(string name = "mean")
    {
        Name = name;
        _total = AddState("total", Tensor.Zeros([], DType.Float64));
        _weight = AddState("weight", Tensor.Zeros([], DType.Float64));
    }

    /// <summary>The mean since <see cref="Reset"/>; NaN when nothing was added.</summary>
    public double Result => _total.ToScalar() / _weight.ToScalar();

    /// <summary>Adds a number, or all numbers of a tensor.</summary>
    /// <param name="value">The number.</param>
    /// <param name="weight">How much each counts, 0 or more; the number of samples behind it.</param>
    /// <exception cref="OptionException">The weight is negative or not finite.</exception>
    public void Add(Tensor value, double weight = 1)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!(weight >= 0 && double.IsFinite(weight)))
            throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"Mean: a number cannot count {weight} times."),
                string.Create(CultureInfo.InvariantCulture, $"weight {weight}"), "use a finite number of 0 or more, such as how many samples are behind it");
        using var scope = TensorScope.Begin();
        _total.Assign(_total + value.Cast(DType.Float64).Sum() * weight);
        _weight.Assign(_weight + weight * value.Count);
    }

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        using var scope = TensorScope.Begin();
        _total.Assign(Tensor.Zeros([], DType.Float64));
        _weight.Assign(Tensor.Zeros([], DType.Float64));
    }
}
