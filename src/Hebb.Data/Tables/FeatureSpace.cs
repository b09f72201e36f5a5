using System.Collections;

namespace Hebb;

/// <summary>From the rows of a table to the numbers of a model: how each column is encoded, fitted to the training rows alone, saved with the model.</summary>
/// <remarks>The vocabulary is Keras's (<c>FeatureSpace</c>, <c>Adapt</c>). Figures that have seen the test rows flatter the result (A120), so split the table
/// first. Columns that are not named here are not looked at.</remarks>
/// <example>From a file to a fitted model that predicts from rows:
/// <code>
/// DataTable table = CsvFile.Read("penguins.csv");
/// var (fit, test) = table.Split(0.2, seed: 1, stratify: "species");
/// FeatureSpace space = FeatureSpace.Infer(fit, target: "species");
/// var model = new Sequential([space.Width]) { new Dense(16, Activation.Relu), new Dense(space.Classes) };
/// var trainer = new Trainer(model) { Optimizer = new Adam(0.01), Loss = new CrossEntropy(), Metrics = [new Accuracy()] };
/// trainer.Fit(space.Encode(fit), epochs: 30);
/// Console.WriteLine(trainer.Evaluate(space.Encode(test)));
/// space.AttachTo(model).Save("penguins.hebb");
/// Model loaded = Model.Load("penguins.hebb");
/// string species = FeatureSpace.Of(loaded).PredictClasses(loaded, test)[0];
/// </code></example>
public sealed partial class FeatureSpace : IEnumerable<TableColumn>
{
    private readonly List<TableColumn> _columns = [];
    private bool _isAdapted;

    /// <summary>The column that the model should predict: a <see cref="NumericColumn"/> for a number (scaled like any other; <see cref="Predict"/> gives it
    /// back in its own unit), a <see cref="CategoricalColumn"/> for a class. None when there is nothing to learn.</summary>
    /// <exception cref="OptionException">It is a <see cref="CrossedColumn"/>.</exception>
    public TableColumn? Target { get; init => field = value is not CrossedColumn ? value
        : throw new OptionException("FeatureSpace: crossed columns cannot be the target.", $"target '{value.Name}'",
            "predict a NumericColumn or a CategoricalColumn"); }

    /// <summary>The columns that the model sees.</summary>
    public IReadOnlyList<TableColumn> Columns => _columns;

    /// <summary>What each number of an input is called.</summary>
    public IReadOnlyList<string> Features => [.. _columns.SelectMany(static column => column.Features)];

    /// <summary>The number of numbers of an input.</summary>
    /// <exception cref="UsageException">The space is not fitted yet.</exception>
    public int Width
    {
        get
        {
            RequireAdapted();
            return _columns.Sum(static column => column.Features.Count);
        }
    }

    /// <summary>The number of classes of the target, the one for unknown categories included where there is one; 0 for a number.</summary>
    public int Classes => ClassNames.Count;

    /// <summary>The names of the classes of the target; empty for a number.</summary>
    public IReadOnlyList<string> ClassNames => Target is not CategoricalColumn target ? []
        : target.Unknown == UnknownCategory.Own ? [.. target.Categories, "(unknown)"] : target.Categories;

    /// <summary>Adds a column.</summary>
    public void Add(TableColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (column == Target || column.Name == Target?.Name)
            throw new OptionException($"FeatureSpace: '{column.Name}' is the target, and cannot be an input too.", $"column '{column.Name}'",
                "leave it out of the inputs: a model that is told the answer learns nothing");
        if (_columns.Exists(known => known.Name == column.Name))
            throw new OptionException($"FeatureSpace: the column '{column.Name}' is there already.", $"{_columns.Count} columns", "name each column once");
        _columns.Add(column);
        _isAdapted = false;
    }

    /// <summary>Guesses from the training rows how each column is best encoded, and fits: numbers are standardised, texts one-hot. Print it to see.</summary>
    /// <param name="train">The rows to train on, without what is held out.</param>
    /// <param name="target">The column to predict: a number when all its texts are numbers, else a class.</param>
    /// <param name="ignore">Columns to leave out: identifiers, and what is not known when one predicts.</param>
    /// <remarks>A column of numbers with missing ones gets their mean and an indicator; one of texts takes unknown ones for zeros.</remarks>
    /// <exception cref="DataException">There is no such column, no row, or a row without an answer.</exception>
    public static FeatureSpace Infer(DataTable train, string target, params string[] ignore)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(ignore);
        IReadOnlyList<string> answers = train.Column(target);
        for (int row = 0; row < answers.Count; row++)
        {
            if (DataTable.IsMissing(answers[row]))
                throw train.Error(row, target, "FeatureSpace: the target is missing.", $"text '{answers[row]}'",
                    "fill the cell, or leave the row out (table.Subset): nothing can be learned from it");
        }
        foreach (string name in ignore) train.Column(name);   // a name that is misspelt would leave nothing out
        FeatureSpace space = new()
        {
            Target = answers.All(static text => DataTable.IsNumber(text, out _)) ? new NumericColumn(target)
                : new CategoricalColumn(target) { Output = CategoryOutput.Index },
        };
        foreach (string name in train.Names)
        {
            if (name == target || ignore.Contains(name)) continue;
            IReadOnlyList<string> texts = train.Column(name);
            bool isMissing = texts.Any(DataTable.IsMissing);
            if (texts.All(DataTable.IsMissing)) continue;   // nothing can be learned from it
            space.Add(texts.All(static text => DataTable.IsMissing(text) || DataTable.IsNumber(text, out _))
                ? new NumericColumn(name) { Missing = MissingNumber.Mean, MissingIndicator = isMissing }
                : new CategoricalColumn(name) { Unknown = UnknownCategory.Zeros });
        }
        return space.Adapt(train);
    }

    /// <summary>Takes means, deviations and categories from the rows to train on.</summary>
    /// <param name="train">The rows to train on, without what is held out.</param>
    /// <returns>This space.</returns>
    /// <exception cref="DataException">There is no row, a column is not there, or a cell is not what its column says; the file and the line are
    /// named.</exception>
    public FeatureSpace Adapt(DataTable train)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (_columns.Count == 0)
            throw new UsageException("FeatureSpace: it has no columns.", "0 columns",
                "add a NumericColumn or a CategoricalColumn for each that the model sees");
        if (train.Count == 0) throw new DataException("FeatureSpace: there are no rows to learn from.", "0 rows", "give the rows to train on");
        foreach (TableColumn column in _columns) column.Adapt(train);
        Target?.Adapt(train);
        _isAdapted = true;
        return this;
    }

    /// <summary>Samples to train on or to evaluate with: inputs and targets.</summary>
    /// <exception cref="UsageException">There is no target, or the space is not fitted yet.</exception>
    /// <exception cref="DataException">A column is not there, or a cell cannot be encoded; the file and the line are named.</exception>
    public Dataset Encode(DataTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        RequireAdapted();
        if (Target is null)
            throw new UsageException("FeatureSpace: without a target there is nothing to train on.", $"{_columns.Count} columns",
                "set Target, or make inputs alone with Inputs(table)");
        float[,] inputs = Values(table);
        if (Target is CategoricalColumn classes)
        {
            int[] labels = new int[table.Count];
            for (int row = 0; row < labels.Length; row++) labels[row] = classes.LabelOf(table, row);
            return Dataset.From(inputs, labels, ClassNames);
        }
        float[] target = new float[Target.Features.Count];   // of which an indicator, if there is one, is no target
        float[] targets = new float[table.Count];
        for (int row = 0; row < targets.Length; row++)
        {
            Target.Encode(table, row, target);
            targets[row] = target[0];
        }
        return Dataset.From(inputs, targets);
    }

    /// <summary>Inputs alone, <c>[rows, width]</c>: what a model predicts from. The target need not be a column of the table.</summary>
    /// <exception cref="UsageException">The space is not fitted yet.</exception>
    /// <exception cref="DataException">A column is not there, or a cell cannot be encoded; the file and the line are named.</exception>
    public Tensor Inputs(DataTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        RequireAdapted();
        return Tensor.From(Values(table));
    }

    /// <summary>For each row the number that a model predicts, in the target's own unit.</summary>
    /// <exception cref="UsageException">The target is no number.</exception>
    public double[] Predict(Model model, DataTable table)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (Target is not NumericColumn target)
            throw new UsageException("FeatureSpace: the target is no number.", $"target {Target?.ToString() ?? "none"}", "use PredictClasses for classes");
        return [.. model.Predict(Inputs(table)).ToArray<float>().Select(number => target.Decode(number))];
    }

    /// <summary>For each row the class with the largest logit.</summary>
    /// <exception cref="UsageException">The target is no class.</exception>
    public string[] PredictClasses(Model model, DataTable table)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (Target is not CategoricalColumn target)
            throw new UsageException("FeatureSpace: the target is no class.", $"target {Target?.ToString() ?? "none"}", "use Predict for numbers");
        return [.. model.Predict(Inputs(table)).ArgMax(-1).ToArray<int>().Select(index => target.Categories.ElementAtOrDefault(index) ?? "(unknown)")];
    }

    /// <summary>The columns.</summary>
    public IEnumerator<TableColumn> GetEnumerator() => _columns.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>For people: a line for each column, and one for the target.</summary>
    public override string ToString() =>
        string.Join("\n", [.. _columns.Select(static column => column.ToString()), .. Target is null ? [] : (string[])[$"target {Target}"]]);

    internal static UsageException NotAdapted(string what) =>
        new($"FeatureSpace: {what} has not seen any training rows.", "no figures yet", "call Adapt with the rows to train on, first");

    private void RequireAdapted()
    {
        if (!_isAdapted) throw NotAdapted("it");
    }

    private float[,] Values(DataTable table)
    {
        int[] widths = [.. _columns.Select(static column => column.Features.Count)];
        int width = widths.Sum();
        float[] row = new float[width];
        float[,] values = new float[table.Count, width];
        for (int r = 0; r < table.Count; r++)
        {
            int at = 0;
            for (int c = 0; c < widths.Length; at += widths[c++]) _columns[c].Encode(table, r, row.AsSpan(at, widths[c]));
            for (int i = 0; i < width; i++) values[r, i] = row[i];
        }
        return values;
    }
}
