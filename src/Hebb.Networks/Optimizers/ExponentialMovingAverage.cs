using System.Globalization;

namespace Hebb;

/// <summary>The running average of a series in which older values count less and less: <c>v = beta * v + (1 - beta) * x</c>. (A101 to A103.)</summary>
/// <param name="beta">How much of the average is kept when a value comes, from 0 to less than 1. Values of about the last <see cref="Window"/> count.</param>
/// <remarks>It starts at 0, so its first values are too small; <see cref="CorrectsBias"/> divides by <c>1 - beta^t</c>, the sum of the weights so far. The
/// optimizers have this average for each weight; this class shows it for numbers, and smooths curves.</remarks>
/// <example><code>
/// var smooth = new ExponentialMovingAverage(0.9) { CorrectsBias = true };
/// foreach (double loss in losses) Console.WriteLine(smooth.Add(loss));
/// </code></example>
public sealed class ExponentialMovingAverage(double beta = 0.9)
{
    private double _sum;

    /// <summary>How much of the average is kept when a value comes.</summary>
    public double Beta { get; } = beta is >= 0 and < 1 ? beta
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"ExponentialMovingAverage: beta is {beta}."),
            string.Create(CultureInfo.InvariantCulture, $"beta {beta}"), "use a number from 0 to less than 1; 0.9 is usual");

    /// <summary>Whether <see cref="Value"/> is divided by the sum of the weights so far, so that it is a mean from the first value on. False by
    /// default.</summary>
    public bool CorrectsBias { get; init; }

    /// <summary>Whether a new value counts whole, <c>v = beta * v + x</c>: the other convention for momentum (A101). False by default.</summary>
    public bool AddsWhole { get; init; }

    /// <summary>How many values came.</summary>
    public long Count { get; private set; }

    /// <summary>About how many values count: after 1 / (1 - beta) of them, a value's weight has fallen to about 1 / e of what it was.</summary>
    public double Window => 1 / (1 - Beta);

    /// <summary>The average; 0 before the first value.</summary>
    public double Value => CorrectsBias && Count > 0 ? _sum / Sum(Count) : _sum;

    /// <summary>Takes a value in; gives back the average.</summary>
    public double Add(double value)
    {
        _sum = Beta * _sum + (AddsWhole ? value : (1 - Beta) * value);
        Count++;
        return Value;
    }

    /// <summary>What each of so many values counts in the average after the last of them, the oldest first.</summary>
    public double[] Weights(int count)
    {
        if (count < 0) throw new OptionException($"ExponentialMovingAverage: there cannot be {count} values.", $"count {count}",
                "use a number of zero or more");
        var weights = new double[count];
        for (int i = 0; i < count; i++)
            weights[i] = (AddsWhole ? 1 : 1 - Beta) * Math.Pow(Beta, count - 1 - i) / (CorrectsBias ? Sum(count) : 1);
        return weights;
    }

    // The sum of the weights of so many values.
    private double Sum(long count) => (1 - Math.Pow(Beta, count)) / (AddsWhole ? 1 - Beta : 1);
}
