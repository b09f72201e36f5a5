namespace Hebb;

/// <summary>Splits data into train, dev and test: once, before anything else is done with them.</summary>
/// <remarks>Without fractions, dev and test are as large as they need to be to tell two models apart, and no larger: a fifth each of small data (60/20/20),
/// ten thousand samples each of large (98/1/1 of a million). (A126; the notes' own two examples.)</remarks>
/// <example><code>
/// DataSplit split = new HoldOut { Dev = 0.1, Test = 0.2 }.Split(data, seed: 1);
/// Console.WriteLine(split);                                   // sizes, class ratios, warnings
/// var (train, dev, test) = split;
/// </code></example>
public sealed class HoldOut
{
    private const double Usual = 0.2, Enough = 10_000;

    /// <summary>The part that is the development set, between 0 and 1; by the size of the data when left out.</summary>
    public double? Dev { get; init => field = Require(nameof(Dev), value); }

    /// <summary>The part that is the test set, between 0 and 1; by the size of the data when left out.</summary>
    public double? Test { get; init => field = Require(nameof(Test), value); }

    /// <summary>Gives every part the same class ratios, as nearly as whole samples allow; true by default. Targets have no classes.</summary>
    public bool Stratified { get; init; } = true;

    /// <summary>The number of each sample's group (a patient, a speaker, a day): a group is never divided between parts. None when left out.</summary>
    public IReadOnlyList<int>? Groups { get; init; }

    /// <summary>The part of the data that is enough for dev, and for test, when nothing else is said: <c>min(0.2, 10000 / count)</c>, at least a
    /// hundredth.</summary>
    public static double Fraction(int count) => Math.Clamp(Enough / Math.Max(1, count), 0.01, Usual);

    /// <summary>Splits the data.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="seed">Which sample goes where: the same for the same seed.</param>
    /// <exception cref="OptionException">A part would be empty, or there is not one group for each sample.</exception>
    public DataSplit Split(Dataset data, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        double dev = Dev ?? Fraction(data.Count), test = Test ?? Fraction(data.Count);
        if (dev + test >= 1)
            throw new OptionException("HoldOut: nothing would be left to train on.", FormattableString.Invariant($"dev {dev}, test {test}"),
                "let the two add up to less than 1");
        int[] parts = Groups is null ? Partition.Shares(data.Count, Partition.Classes(data, Stratified), [1 - dev - test, dev, test], seed)
            : Partition.OfGroups(Groups, data.Count, Partition.Classes(data, Stratified), [1 - dev - test, dev, test], seed);
        return new(Part(0, "train"), Part(1, "dev"), Part(2, "test"));

        Dataset Part(int number, string name) => Partition.Numbers(parts, part => part == number) is { Length: > 0 } numbers ? data.Subset(numbers)
            : throw new OptionException($"HoldOut: '{name}' would be empty.",
                FormattableString.Invariant($"{data.Count} samples, dev {dev}, test {test}")
                + (Groups is null ? "" : $", {Groups.Distinct().Count()} groups"), "choose other fractions, or bring more data");
    }

    private static double? Require(string name, double? value) => value is null or (> 0 and < 1) ? value
        : throw new OptionException(FormattableString.Invariant($"HoldOut: {name} is {value}."), FormattableString.Invariant($"{name} {value}"),
            "give a part between 0 and 1, such as 0.2");
}
