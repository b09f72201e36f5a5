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
/// </code>
/// Each column said, and none guessed:
/// <code>
/// FeatureSpace space = new(target: new CategoricalColumn("species"))
/// {
///     new NumericColumn("body_mass_g") { Missing = MissingNumber.Median, MissingIndicator = true },
///     new CategoricalColumn("island") { Unknown = UnknownCategory.Zeros },
///     new CrossedColumn(16, "island", "sex"),
/// };
/// space.Adapt(fit);
/// </code></example>
public sealed partial class FeatureSpace : IEnumerable<TableColumn>
{
    private readonly List<TableColumn> _columns = [];
    private bool _isAdapted;

    /// <summary>A space without columns yet: name them in braces behind it, or <see cref="Add"/> them.</summary>
    /// <param name="target">The column that the model should predict; none when there is nothing to learn.</param>
    /// <exception cref="OptionException">The target is a <see cref="CrossedColumn"/>.</exception>
    public FeatureSpace(TableColumn? target = null) => Target = target is not CrossedColumn ? target
        : throw new OptionException("FeatureSpace: crossed columns cannot be the target.", $"target '{target.Name}'",
            "predict a NumericColumn or a CategoricalColumn");

    /// <summary>The column that the model should predict: a <see cref="NumericColumn"/> for a number, a <see cref="CategoricalColumn"/> for a class. None when
    /// there is nothing to learn.</summary>
    /// <remarks>A number is scaled like any other column, unless its <see cref="NumericColumn.Scaling"/> is <see cref="Scaling.None"/>; so what a trainer
    /// reports is in scaled units too. Times <see cref="NumericColumn.Scale"/>, a root mean squared or mean absolute error is in the target's own unit, and a
    /// mean squared error times its square; R2 and correlations are the same in both. <see cref="Predict"/> gives numbers in the target's own unit.</remarks>
    /// <example><code>
    /// double scaled = trainer.Evaluate(space.Encode(test)).Metrics[0].Value;   // of Metrics = [new AbsoluteError()]
    /// double dollars = scaled * ((NumericColumn)space.Target!).Scale;
    /// </code></example>
    public TableColumn? Target { get; }

    /// <summary>The columns that the model sees.</summary>
    public IReadOnlyList<TableColumn> Columns => _columns;

    /// <summary>What each number of an input is called.</summary>
    /// <exception cref="UsageException">The space is not fitted yet.</exception>
    public IReadOnlyList<string> Features
    {
        get
        {
            RequireAdapted();
            return [.. _columns.SelectMany(static column => column.Features)];
        }
    }

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
    /// <exception cref="UsageException">The space is not fitted yet.</exception>
    public int Classes => ClassNames.Count;

    /// <summary>The names of the classes of the target; empty for a number.</summary>
    /// <exception cref="UsageException">The space is not fitted yet.</exception>
    public IReadOnlyList<string> ClassNames
    {
        get
        {
            if (Target is not CategoricalColumn target) return [];
            RequireAdapted();
            return target.Unknown == UnknownCategory.Own ? [.. target.Categories, "(unknown)"] : target.Categories;
        }
    }

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

    /// <summary>Takes means, deviations and categories from the rows to train on. Rows that are refused leave the space as it was.</summary>
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
        RequireRows(train);
        Action[] fits = [.. _columns.Select(column => column.Adapt(train)), .. Target is null ? [] : (Action[])[Target.Adapt(train)]];
        foreach (Action fit in fits) fit();   // after all columns have found their figures: one may refuse the rows
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
                "name it where the space is made, new FeatureSpace(target: new CategoricalColumn(\"species\")), or make inputs alone with Inputs(table)");
        float[,] inputs = Values(table);
        if (!table.Has(Target.Name))
            throw table.Error($"FeatureSpace: the target '{Target.Name}' is not among the columns, so that there is nothing to train on or to evaluate with.",
                $"{table}", "to predict the answers of these rows, use "
                + (Target is NumericColumn ? "Predict(model, table)" : "PredictClasses(model, table)") + " or Inputs(table), which do not need them");
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

    /// <summary>What in these rows no training row had: for each column a sentence that counts the rows with unknown categories, names some of them, and tells
    /// what they become; empty when there are none. The target is not looked at.</summary>
    /// <exception cref="UsageException">The space is not fitted yet.</exception>
    /// <exception cref="DataException">A column is not there.</exception>
    /// <example><code>
    /// foreach (string warning in space.Warnings(rows)) Console.WriteLine(warning);
    /// // 'town': 2 of 40 rows have a category that no training row had ('Bonn', 'Ulm'), which becomes zeros
    /// </code></example>
    public IReadOnlyList<string> Warnings(DataTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        RequireAdapted();
        List<string> warnings = [];
        foreach (CategoricalColumn column in _columns.OfType<CategoricalColumn>())
        {
            IReadOnlyList<string> unknown = column.UnknownOf(table);
            if (unknown.Count == 0) continue;
            string[] names = [.. unknown.Distinct()];
            warnings.Add($"'{column.Name}': {unknown.Count} of {table.Count} rows have a category that no training row had "
                + $"({string.Join(", ", names.Take(5).Select(static name => $"'{name}'"))}{(names.Length > 5 ? ", ..." : "")}), which "
                + (column.Unknown switch
                {
                    UnknownCategory.Own => "becomes one of its own, of which the model has seen none",
                    UnknownCategory.Zeros when column.Output == CategoryOutput.OneHot => "becomes zeros",
                    _ => "is refused",
                }));
        }
        return warnings;
    }

    /// <summary>For each row the number that a model predicts, in the target's own unit.</summary>
    /// <exception cref="UsageException">The target is no number, or the model gives more than one.</exception>
    public double[] Predict(Model model, DataTable table)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (Target is not NumericColumn target)
            throw new UsageException("FeatureSpace: the target is no number.", $"target {Target?.ToString() ?? "none"}", "use PredictClasses for classes");
        return [.. Outputs(model, table, 1, "is a number").ToArray<float>().Select(number => target.Decode(number))];
    }

    /// <summary>For each row the class with the largest logit.</summary>
    /// <exception cref="UsageException">The target is no class, or the model does not give one number for each class; or what it gives is not a
    /// number.</exception>
    public string[] PredictClasses(Model model, DataTable table)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (Target is not CategoricalColumn target)
            throw new UsageException("FeatureSpace: the target is no class.", $"target {Target?.ToString() ?? "none"}", "use Predict for numbers");
        IReadOnlyList<string> names = ClassNames;
        Tensor outputs = Outputs(model, table, names.Count, $"has {names.Count} classes");
        if (Array.FindIndex(outputs.ToArray<float>(), float.IsNaN) is >= 0 and var at)
            throw new UsageException($"FeatureSpace: the model '{model.Name}' gives no number for row {at / names.Count}.", "a logit is NaN",
                "look at the model's training: a loss or a weight was NaN before this");
        return [.. outputs.ArgMax(-1).ToArray<int>().Select(index => names[index])];
    }

    /// <summary>The columns.</summary>
    public IEnumerator<TableColumn> GetEnumerator() => _columns.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>For people: a line for each column, one for the target, and one for each of the <see cref="Notes"/>.</summary>
    public override string ToString() => string.Join("\n",
    [
        .. _columns.Select(static column => column.ToString()),
        .. Target is null ? [] : (string[])[$"target {Target}"],
        .. Notes.Select(static note => $"note: {note}"),
    ]);

    internal static UsageException NotAdapted(string what) =>
        new($"FeatureSpace: {what} has not seen any training rows.", "no figures yet", "call Adapt with the rows to train on, first");

    // As many numbers for a row as the target needs: more, or fewer, belong to another target.
    private Tensor Outputs(Model model, DataTable table, int wanted, string target)
    {
        Tensor outputs = model.Predict(Inputs(table));
        bool fits = model.Outputs.Count == 1 && (outputs.Rank == 2 ? outputs.Shape[1] == wanted : outputs.Rank == 1 && wanted == 1);
        return fits ? outputs : throw new UsageException($"FeatureSpace: the model '{model.Name}' is not made for the target '{Target!.Name}'.",
            (model.Outputs.Count == 1 ? $"the model gives {outputs.Shape} for {table.Count} rows" : $"the model has {model.Outputs.Count} outputs")
            + $"; the target {target}", $"end the model with new Dense({wanted}), or use the space that belongs to it");
    }

    private static void RequireRows(DataTable train)
    {
        if (train.Count == 0) throw new DataException("FeatureSpace: there are no rows to learn from.", "0 rows", "give the rows to train on");
    }

    private void RequireAdapted()
    {
        if (!_isAdapted) throw NotAdapted("it");
    }

    private float[,] Values(DataTable table)
    {
        int[] widths = [.. _columns.Select(static column => column.Features.Count)];
        long numbers = widths.Sum(static each => (long)each);
        if (numbers * table.Count > Array.MaxLength)
        {
            TableColumn widest = _columns[Array.IndexOf(widths, widths.Max())];
            throw new DataException("FeatureSpace: the rows become more numbers than one array holds.",
                $"{table.Count} rows of {numbers} numbers, {widest.Features.Count} of them for '{widest.Name}'",
                "leave out columns of identifiers; use fewer Buckets, or CategoryOutput.Index and an Embedding; or encode fewer rows at once");
        }
        int width = (int)numbers;
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
