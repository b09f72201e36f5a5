namespace Hebb;

/// <summary>Cross-validation: the data in <c>k</c> parts, each held out once while the others are trained on; as often as is asked.</summary>
/// <remarks>The mean over the folds tells more than one hold-out does when data are few (A126). Stratified unless told otherwise: sizes and class counts of
/// the parts then differ by at most one. Repeats shuffle anew. (M. Stone, Cross-validatory choice and assessment of statistical predictions, 1974; R. Kohavi,
/// A study of cross-validation and bootstrap, 1995.)</remarks>
/// <param name="k">The number of parts, 2 or more.</param>
/// <example><code>
/// foreach (Fold fold in new KFold(10) { Repeats = 5 }.Split(data, seed: 1))
///     Console.WriteLine($"{fold}: {Train(fold.Train).Evaluate(fold.Validation)}");
/// </code></example>
public sealed class KFold(int k)
{
    /// <summary>The number of parts.</summary>
    public int K { get; } = k >= 2 ? k
        : throw new OptionException($"KFold: {k} parts cannot be held out in turn.", $"k {k}", "use 2 parts or more; 10 is usual");

    /// <summary>How often the data are shuffled and folded; 1 by default, 10,000 at most.</summary>
    public int Repeats { get; init => field = value is >= 1 and <= 10_000 ? value
        : throw new OptionException($"KFold: the number of repeats is {value}.", $"Repeats {value}", "use 1 to 10000; 1 folds the data once"); } = 1;

    /// <summary>Gives every part the same class ratios, as nearly as whole samples allow; true by default. Targets have no classes.</summary>
    public bool Stratified { get; init; } = true;

    /// <summary>The number of each sample's group (a patient, a speaker, a day): a group is never divided between parts. None when left out.</summary>
    public IReadOnlyList<int>? Groups { get; init; }

    /// <summary>The folds, repeat by repeat.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="seed">Which sample goes where: the same for the same seed.</param>
    /// <exception cref="OptionException">A part would be empty, or there is not one group for each sample.</exception>
    public IReadOnlyList<Fold> Split(Dataset data, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        List<Fold> folds = [];
        foreach ((int repeat, int number, int[] train, int[] validation) in Rows(data.Count, seed, Partition.Classes(data, Stratified)))
            folds.Add(new(repeat, number, data.Subset(train), data.Subset(validation)));
        return folds;
    }

    /// <summary>The folds as row numbers, for data that are not a dataset yet: the rows of a table.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="seed">Which row goes where.</param>
    /// <param name="classes">The class of each row, by which to stratify; none when left out. Any numbers: they only tell classes apart.</param>
    /// <exception cref="OptionException">A part would be empty, or there is not one class or group for each row.</exception>
    public IReadOnlyList<(int Repeat, int Number, int[] Train, int[] Validation)> Rows(int count, ulong seed, int[]? classes = null)
    {
        if (classes is not null && classes.Length != count)
            throw new OptionException("KFold: every row needs a class to be stratified by.", $"{count} rows, {classes.Length} classes",
                "give one class for each");
        if (K > count) throw Empty(count);   // before memory is asked for as many parts
        double[] shares = new double[K];
        shares.AsSpan().Fill(1.0 / K);
        List<(int, int, int[], int[])> folds = [];
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            ulong key = seed + ((ulong)repeat << 32);
            int[] parts = Groups is null ? Partition.Deal(count, classes, K, key) : Partition.OfGroups(Groups, count, classes, shares, key);
            for (int number = 0; number < K; number++)
            {
                int held = number;
                int[] validation = Partition.Numbers(parts, part => part == held);
                if (validation.Length == 0) throw Empty(count);
                folds.Add((repeat, number, Partition.Numbers(parts, part => part != held), validation));
            }
        }
        return folds;
    }

    private OptionException Empty(int count) => count <= 0
        ? new("KFold: there are no rows to fold.", $"{count} rows", "give the number of rows, which is at least the number of parts")
        : new("KFold: a part would be empty.", $"k {K} of {count} samples"
        + (Groups is null ? "" : $" in {Groups.Distinct().Count()} groups"), "use fewer parts, or bring more data");
}
