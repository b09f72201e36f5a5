namespace Hebb.Benchmarks.Tables;

/// <summary>A published table, what is to be predicted from it, and the network that does so in both frameworks.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Read">Reads it from the folder of tables.</param>
/// <param name="IsClassification">Whether the target is a class.</param>
/// <param name="Hidden">The units of each hidden layer.</param>
/// <param name="Epochs">How often the training rows are gone through.</param>
/// <param name="Batch">How many rows make a step.</param>
/// <param name="LearningRate">Adam's, at first.</param>
/// <param name="WeightDecay">AdamW's, in Hebb.</param>
/// <param name="Alpha">The penalty of scikit-learn.</param>
internal sealed record Problem(string Name, Func<string, DataTable> Read, bool IsClassification, int[] Hidden, int Epochs, int Batch, double LearningRate,
    double WeightDecay, double Alpha)
{
    private const string Answer = "target";

    /// <summary>The five of them.</summary>
    public static IReadOnlyList<Problem> All { get; } =
    [
        new("iris", static folder => Numbered(folder, "iris.csv", 5), true, [16], 100, 16, 0.01, 0.3, 0.1),
        new("wine", static folder => Numbered(folder, "wine_data.csv", 14), true, [16], 50, 16, 0.01, 0.3, 0.1),
        new("breast cancer", static folder => Numbered(folder, "breast_cancer.csv", 31), true, [32], 50, 32, 0.003, 0.3, 0.1),
        new("diabetes", static folder => new CsvFile(Path.Combine(folder, "sklearn", "diabetes_data.csv.gz")) { HasHeader = false, Delimiter = ' ' }.Read()
            .Beside(new CsvFile(Path.Combine(folder, "sklearn", "diabetes_target.csv.gz")) { Names = [Answer] }.Read()), false, [16], 50, 32, 0.003, 0.3, 0.1),
        new("California housing", static folder => CsvFile.Read(Path.Combine(folder, "california", "housing.csv")), false, [64, 32], 40, 128, 0.003, 0.004, 1e-4),
    ];

    /// <summary>How each column is encoded; not fitted yet.</summary>
    public FeatureSpace Space(DataTable table)
    {
        string target = table.Names.Contains(Answer) ? Answer : "median_house_value";
        FeatureSpace space = new(IsClassification ? new CategoricalColumn(target) { Output = CategoryOutput.Index } : new NumericColumn(target));
        foreach (string name in table.Names)
            if (name != target && name != "ocean_proximity") space.Add(new NumericColumn(name) { Missing = MissingNumber.Mean });
        if (table.Names.Contains("ocean_proximity")) space.Add(new CategoricalColumn("ocean_proximity") { Unknown = UnknownCategory.Zeros });
        return space;
    }

    /// <summary>The network, which differs from fold to fold in its first weights.</summary>
    public Sequential Network(FeatureSpace space, ulong seed)
    {
        Sequential model = new([space.Width], seed: seed);
        foreach (int units in Hidden) model.Add(new Dense(units, Activation.Relu));
        model.Add(new Dense(IsClassification ? space.Classes : 1));
        return model;
    }

    // A line that tells sizes and class names, then rows whose last cell is the class.
    private static DataTable Numbered(string folder, string file, int columns) => new CsvFile(Path.Combine(folder, "sklearn", file))
    {
        SkipLines = 1,
        Names = [.. Enumerable.Range(0, columns - 1).Select(static number => $"x{number}"), Answer],
    }.Read();
}
