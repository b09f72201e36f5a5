using Hebb.Kernels;

namespace Hebb.Testing;

/// <summary>Where the elements of a spec's inputs are drawn from. The same seed draws the same numbers, for ever.</summary>
/// <example><code>Inputs = [Values.Uniform(0.1, 5), Values.Integers(0, 10)]</code></example>
public sealed class Values
{
    private readonly Filler _filler;
    private readonly double[] _kinks;
    private readonly double _margin;
    private readonly string _text;

    private Values(DType? type, Filler filler, string text, double[]? kinks = null, double margin = 0)
    {
        Type = type;
        _filler = filler;
        _text = text;
        _kinks = kinks ?? [];
        _margin = margin;
    }

    private delegate void Filler(double[] values, ref PhiloxStream random);

    /// <summary>The only dtype there are such inputs in; null for floating-point values, which are drawn as Float32 and as Float64.</summary>
    public DType? Type { get; }

    /// <summary>The normal distribution.</summary>
    public static Values Normal(double mean = 0, double deviation = 1) =>
        Each(null, (ref random) => mean + deviation * random.NextNormal(), $"Normal({mean}, {deviation})");

    /// <summary>Equally likely between two bounds.</summary>
    public static Values Uniform(double low, double high) => Each(null, (ref random) => low + (high - low) * random.NextDouble(), $"Uniform({low}, {high})");

    /// <summary>Positive numbers, from 0.1 to 4, for logarithms, roots and denominators.</summary>
    public static Values Positive() => Uniform(0.1, 4);

    /// <summary>Evenly spaced between two bounds and shuffled: no two are equal or close, which maxima, sorting and ranking ask for.</summary>
    public static Values Distinct(double low = -2, double high = 2) => new(null, (values, ref random) =>
    {
        var order = new int[values.Length];
        Philox.Permutation(order, random.NextUInt64());
        for (int i = 0; i < order.Length; i++) values[i] = low + (high - low) * (order[i] + 0.5) / order.Length;
    }, $"Distinct({low}, {high})");

    /// <summary>Integers from <paramref name="low"/> to <paramref name="high"/> - 1: indices and labels.</summary>
    public static Values Integers(int low, int high, DType type = DType.Int32) =>
        Each(type, (ref random) => low + random.NextInt(high - low), $"Integers({low}, {high}, {type})");

    /// <summary>True or false.</summary>
    public static Values Masks() => Each(DType.Bool, static (ref random) => random.NextInt(2), "Masks()");

    /// <summary>The same values but for those nearer than <paramref name="margin"/> to 0: away from the kink of ReLU, absolute value and the like.</summary>
    public Values AwayFromZero(double margin = 0.05) => AwayFrom(margin, 0);

    /// <summary>The same values but for those nearer than <paramref name="margin"/> to one of the kinks, where a function has no derivative.</summary>
    public Values AwayFrom(double margin, params ReadOnlySpan<double> kinks) =>
        new(Type, _filler, $"{_text}.AwayFrom({margin}, {string.Join(", ", kinks.ToArray())})", kinks.ToArray(), margin);

    /// <summary>How it was written.</summary>
    public override string ToString() => _text;

    /// <summary>Draws the elements of one input; those for a Float32 input are Float32 numbers, so that both types see the same values.</summary>
    internal double[] Draw(long count, string key)
    {
        PhiloxStream random = new(Philox.Key(1, key));
        var values = new double[count];
        _filler(values, ref random);
        for (int i = 0; i < values.Length; i++)
        {
            foreach (double kink in _kinks)
                if (Math.Abs(values[i] - kink) < _margin) values[i] = kink + (values[i] < kink ? -1 : 1) * _margin * (1 + random.NextDouble());
            if (Type is null) values[i] = (float)values[i];
        }
        return values;
    }

    /// <summary>As <see cref="Draw"/>, but of many elements only the first 4,093 are drawn, and repeated: enough where equal bits are looked for, and much
    /// faster.</summary>
    internal double[] DrawRepeating(long count, string key)
    {
        const int Period = 4093;
        double[] values = Draw(Math.Min(count, Period), key);
        if (count <= Period) return values;
        Array.Resize(ref values, checked((int)count));
        for (int i = Period; i < values.Length; i++) values[i] = values[i - Period];
        return values;
    }

    private delegate double Drawer(ref PhiloxStream random);

    private static Values Each(DType? type, Drawer draw, string text) => new(type, (values, ref random) =>
    {
        for (int i = 0; i < values.Length; i++) values[i] = draw(ref random);
    }, text);
}
