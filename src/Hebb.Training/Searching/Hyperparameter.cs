using System.Globalization;

namespace Hebb;

/// <summary>Something that is chosen before training, with the values that a search may give it.</summary>
/// <param name="Name">Its name, as <see cref="HyperParameters"/> will have it.</param>
/// <example><code>
/// SearchSpace space =
/// [
///     Hyperparameter.Float("learning_rate", 1e-4, 1e-1, log: true),
///     Hyperparameter.Int("units", 16, 256, log: true),
///     Hyperparameter.Choice("activation", "relu", "tanh"),
///     Hyperparameter.Bool("batch_norm"),
/// ];
/// </code></example>
public abstract record Hyperparameter(string Name)
{
    private protected abstract string Kind { get; }

    /// <summary>A number from <paramref name="low"/> to <paramref name="high"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="low">The least value.</param>
    /// <param name="high">The greatest value, which may be drawn too.</param>
    /// <param name="log">Whether factors count instead of differences: 0.001 to 0.01 is as likely as 0.01 to 0.1. Right for learning rates, decays and
    /// sizes.</param>
    /// <remarks>Values are rounded to about four significant digits: more would be noise, and less can be typed.</remarks>
    /// <exception cref="OptionException">The range is empty or not finite, or a logarithmic one does not lie above zero.</exception>
    public static Hyperparameter Float(string name, double low, double high, bool log = false)
    {
        RequireRange("Float", name, low, high, log);
        return new FloatRange(name, low, high, log);
    }

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    /// <inheritdoc cref="Float"/>
    public static Hyperparameter Int(string name, int low, int high, bool log = false)
    {
        RequireRange("Int", name, low, high, log);
        return new IntRange(name, low, high, log);
    }

    /// <summary>One of some values, which have no order.</summary>
    /// <exception cref="OptionException">There are none, or one comes twice.</exception>
    public static Hyperparameter Choice(string name, params IEnumerable<HyperValue> options)
    {
        RequireName("Choice", name);
        ArgumentNullException.ThrowIfNull(options);
        HyperValue[] values = [.. options];
        if (values.Length == 0) throw new OptionException($"Choice: '{name}' has nothing to choose from.", "0 options", "give at least one value");
        if (values.Any(static value => value is { Number: null, Text: null, Truth: null } || value.Number is { } number && !double.IsFinite(number)))
            throw new OptionException($"Choice: an option of '{name}' is empty, or no finite number.",
                $"options {string.Join(", ", values.Select(static value => $"'{value}'"))}", "give finite numbers, texts, or true and false");
        if (values.Distinct().Count() < values.Length)
            throw new OptionException($"Choice: an option of '{name}' comes twice.", $"options {string.Join(", ", values)}", "give each value once");
        return new Options(name, values);
    }

    /// <summary>False or true.</summary>
    public static Hyperparameter Bool(string name) => Choice(name, false, true);

    /// <summary>Whether a value is one of those that this hyperparameter may have.</summary>
    public abstract bool Contains(HyperValue value);

    /// <summary>For people: <c>learning_rate: a number from 0.0001 to 0.1 (log)</c>.</summary>
    public sealed override string ToString() => $"{Name}: {Kind}";

    /// <summary>The value at a place between 0 and 1: the ends of the range, or the first and the last option.</summary>
    internal abstract HyperValue At(double place);

    /// <summary>A place at which <see cref="At"/> gives the value.</summary>
    internal abstract double PlaceOf(HyperValue value);

    /// <summary>Values to make a grid of: all where there are only some, else so many, evenly spaced.</summary>
    internal abstract IReadOnlyList<HyperValue> Grid(int points);

    /// <summary>How many coordinates a model of the scores sees: 1 of a number, one for each option where there is no order.</summary>
    internal abstract int Coordinates { get; }

    /// <summary>Writes the coordinates, each from 0 to 1.</summary>
    internal abstract void Encode(HyperValue value, Span<double> coordinates);

    private static void RequireRange(string kind, string name, double low, double high, bool log)
    {
        RequireName(kind, name);
        if (low <= high && double.IsFinite(high - low) && (!log || (low > 0 && double.IsFinite(high / low)))) return;
        string values = string.Create(CultureInfo.InvariantCulture, $"low {low}, high {high}{(log ? ", log" : "")}");
        throw low <= high && double.IsFinite(high - low)
            ? new OptionException($"{kind}: the logarithmic range of '{name}' {(low > 0 ? "is too wide" : "does not lie above zero")}.", values,
                low > 0 ? "begin with a larger number; no learning rate is below 1e-12" : "begin above zero, or leave log out")
            : new OptionException($"{kind}: the range of '{name}' is none.", values, "give finite numbers, the smaller one first");
    }

    private static void RequireName(string kind, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (string.IsNullOrWhiteSpace(name))
            throw new OptionException($"{kind}: the hyperparameter has no name.", $"name '{name}'", "name it, such as 'learning_rate'");
    }

    /// <summary>Numbers of a range.</summary>
    private sealed record FloatRange(string Name, double Low, double High, bool Log) : Hyperparameter(Name)
    {
        private const int Digits = 4;

        private protected override string Kind => string.Create(CultureInfo.InvariantCulture, $"a number from {Low:R} to {High:R}{(Log ? " (log)" : "")}");

        internal override int Coordinates => 1;

        public override bool Contains(HyperValue value) => value.Number is { } number && number >= Low && number <= High;

        internal override HyperValue At(double place)
        {
            double value = Log ? Low * Math.Pow(High / Low, place) : Low + ((High - Low) * place);
            double span = Log ? Math.Min(value, High - Low) : High - Low;   // what four digits are counted from
            if (span > 0)
            {
                int decimals = Digits - 1 - (int)Math.Floor(Math.Log10(span));
                // By way of decimal digits, so that the nearest double is taken: 0.003, not 0.0030000000000000001 and its neighbours.
                value = decimals < 0 ? Math.Round(value) : decimals > 300 ? value
                    : double.Parse(value.ToString($"F{decimals}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            }
            return Math.Clamp(value, Low, High);
        }

        internal override double PlaceOf(HyperValue value)
        {
            double number = value.Number!.Value;
            return Low == High ? 0 : Log ? Math.Log(number / Low) / Math.Log(High / Low) : (number - Low) / (High - Low);
        }

        internal override IReadOnlyList<HyperValue> Grid(int points) => Distinct(points, i => At(i / (points - 1.0)));

        internal override void Encode(HyperValue value, Span<double> coordinates) => coordinates[0] = PlaceOf(value);
    }

    /// <summary>Whole numbers of a range.</summary>
    private sealed record IntRange(string Name, int Low, int High, bool Log) : Hyperparameter(Name)
    {
        private protected override string Kind =>
            string.Create(CultureInfo.InvariantCulture, $"a whole number from {Low} to {High}{(Log ? " (log)" : "")}");

        internal override int Coordinates => 1;

        // Each number owns the unit interval around it, so that the ends are as likely as the others.
        private double From => Low - 0.5;

        private double Size => (double)High - Low + 1;

        public override bool Contains(HyperValue value) => value.Number is { } number && number >= Low && number <= High && number == Math.Floor(number);

        internal override HyperValue At(double place)
        {
            double value = Log ? From * Math.Pow((High + 0.5) / From, place) : From + (Size * place);
            return Math.Clamp(Math.Floor(value + 0.5), Low, High);
        }

        internal override double PlaceOf(HyperValue value)
        {
            double number = value.Number!.Value;
            return Log ? Math.Log(number / From) / Math.Log((High + 0.5) / From) : (number - From) / Size;
        }

        internal override IReadOnlyList<HyperValue> Grid(int points)
        {
            if (Size <= points) return Distinct((int)Size, i => Low + i);
            double step = 1 / (points - 1.0);
            // Plus zero: no -0.
            return Distinct(points, i => Math.Round(Log ? Low * Math.Pow((double)High / Low, i * step) : Low + (((double)High - Low) * i * step)) + 0.0);
        }

        internal override void Encode(HyperValue value, Span<double> coordinates) => coordinates[0] = PlaceOf(value);
    }

    /// <summary>Values without an order.</summary>
    private sealed record Options(string Name, IReadOnlyList<HyperValue> Values) : Hyperparameter(Name)
    {
        private protected override string Kind => Values.Count == 1 ? $"always {Values[0]}" : $"one of {string.Join(", ", Values)}";

        internal override int Coordinates => Values.Count == 1 ? 0 : Values.Count;

        public override bool Contains(HyperValue value) => Values.Contains(value);

        internal override HyperValue At(double place) => Values[Math.Min((int)(place * Values.Count), Values.Count - 1)];

        internal override double PlaceOf(HyperValue value) => (Values.Index().First(one => one.Item == value).Index + 0.5) / Values.Count;

        internal override IReadOnlyList<HyperValue> Grid(int points) => Values;

        // Two different options lie at distance 1.
        internal override void Encode(HyperValue value, Span<double> coordinates)
        {
            for (int i = 0; i < coordinates.Length; i++) coordinates[i] = Values[i] == value ? Math.Sqrt(0.5) : 0;
        }
    }

    // The values of 0, 1, ..., each once.
    private protected static HyperValue[] Distinct(int count, Func<int, HyperValue> value) => [.. Enumerable.Range(0, count).Select(value).Distinct()];
}
