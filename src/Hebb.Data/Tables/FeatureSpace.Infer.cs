using System.Globalization;

namespace Hebb;

public sealed partial class FeatureSpace
{
    /// <summary>What <see cref="Infer(DataTable, string, string[])"/> guessed that may be meant otherwise: a sentence for each, with how to say so; printed
    /// with the space, and not saved with it. Empty where nothing was doubtful.</summary>
    public IReadOnlyList<string> Notes { get; private init; } = [];

    /// <summary>Guesses from the training rows how each column is best encoded, and fits: numbers are standardised, texts one-hot. Print it to see.</summary>
    /// <param name="train">The rows to train on, without what is held out.</param>
    /// <param name="target">The column to predict: a number or a class, by what its texts are.</param>
    /// <param name="ignore">Columns to leave out: identifiers, and what is not known when one predicts.</param>
    /// <remarks>
    /// <para>The target is a class where a text is no number. Numbers are classes too where they are 0 and 1; and where they are two whole numbers, or are
    /// numbered from 0 or from 1 without a gap up to 9 at most, if there are twice as many rows as different numbers. All others are numbers. Whatever is
    /// doubtful about that stands in <see cref="Notes"/>; to say it oneself, give the column in place of its name:
    /// <c>Infer(fit, new NumericColumn("rating"))</c>.</para>
    /// <para>A column of numbers with missing ones gets their mean and an indicator. One of texts takes categories that no training row had for zeros
    /// (<see cref="UnknownCategory.Zeros"/>), so that the model answers for a new town too, from the other columns; for how many rows it does,
    /// <see cref="Warnings"/> tells. Add the columns yourself to have such rows refused, as a <see cref="CategoricalColumn"/> does by default.</para>
    /// <para>A column of numbers in which some cells are none (with decimal commas, or infinite, or a slip in one cell of many) is refused, and not taken for
    /// thousands of categories; so is one of texts that all differ, such as names and identifiers. Whole numbers that all differ, and texts most of which
    /// do, are taken, with a note; so is a column that tells the classes, or numbers that repeat, one to one: it may be the answer in other words.</para>
    /// </remarks>
    /// <exception cref="DataException">There is no such column, no row, a row without an answer, only one answer, a column of numbers with a cell that is
    /// none, or one of identifiers; or no column is left to learn from.</exception>
    public static FeatureSpace Infer(DataTable train, string target, params string[] ignore)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(target);
        IReadOnlyList<string> answers = train.Column(target);
        RequireRows(train);
        RefuseNoCategories(train, target, isTarget: true);
        for (int row = 0; row < answers.Count; row++)
        {
            if (DataTable.IsMissing(answers[row]))
                throw train.Error(row, target, "FeatureSpace: the target is missing.", $"text '{answers[row]}'",
                    "fill the cell, or leave the row out (table.Subset): nothing can be learned from it");
        }
        bool isClass = IsClass(answers, out string? doubt);
        TableColumn column = isClass ? new CategoricalColumn(target) { Output = CategoryOutput.Index } : new NumericColumn(target);
        return Infer(train, column, ignore, doubt is null ? [] : [$"target '{target}': {doubt} taken for {(isClass ? "classes" : "numbers")}; to predict "
            + (isClass ? $"a number, give new NumericColumn(\"{target}\")" : $"classes, give new CategoricalColumn(\"{target}\")") + " in place of its name"]);
    }

    /// <summary>The same with a target of which one says oneself whether it is a number or a class, and how it is encoded.</summary>
    /// <param name="train">The rows to train on, without what is held out.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="ignore">Columns to leave out: identifiers, and what is not known when one predicts.</param>
    /// <exception cref="DataException">As for a target by its name, or a cell of the target is not what its column says.</exception>
    /// <exception cref="OptionException">The target is a <see cref="CrossedColumn"/>.</exception>
    /// <example><code>FeatureSpace space = FeatureSpace.Infer(fit, new CategoricalColumn("quality"), ignore: "id");</code></example>
    public static FeatureSpace Infer(DataTable train, TableColumn target, params string[] ignore)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(target);
        RequireRows(train);
        return Infer(train, target, ignore, []);
    }

    private static FeatureSpace Infer(DataTable train, TableColumn target, string[] ignore, List<string> notes)
    {
        ArgumentNullException.ThrowIfNull(ignore);
        FeatureSpace space = new(target) { Notes = notes };
        IReadOnlyList<string> answers = train.Column(target.Name);
        bool isClass = target is CategoricalColumn;
        if (answers.All(text => text.Trim() == answers[0].Trim()))
            throw train.Error(0, target.Name, isClass ? "FeatureSpace: the target has one class only, so that there is nothing to tell apart."
                : "FeatureSpace: the target is the same in every row, so that there is nothing to learn.",
                $"{(isClass ? "class" : "text")} '{answers[0].Trim()}' in {answers.Count} rows",
                $"bring rows of other {(isClass ? "classes" : "numbers")} too");
        foreach (string name in ignore) train.Column(name);   // a name that is misspelt would leave nothing out
        foreach (string name in train.Names)
        {
            if (name == target.Name || ignore.Contains(name)) continue;
            string[] texts = [.. train.Column(name).Where(static text => !DataTable.IsMissing(text))];
            if (texts.Length == 0) continue;   // nothing can be learned from it
            RefuseNoCategories(train, name, isTarget: false);
            bool isNumber = texts.All(static text => DataTable.IsNumber(text, out _));
            space.Add(isNumber ? new NumericColumn(name) { Missing = MissingNumber.Mean, MissingIndicator = texts.Length < train.Count }
                : new CategoricalColumn(name) { Unknown = UnknownCategory.Zeros });
            if (TellsAnswer(train.Column(name), answers))
                notes.Add($"column '{name}': tells '{target.Name}' one to one in all {train.Count} rows, as the answer in other words does; leave it out if "
                    + $"one does not know it when one predicts (ignore: \"{name}\")");
            int different = texts.Distinct().Count();
            if (different <= Few) continue;
            if (isNumber && different == train.Count && texts.All(IsWhole))
                notes.Add($"column '{name}': whole numbers that all differ, as identifiers do; leave them out if they are (ignore: \"{name}\")");
            else if (!isNumber && different > texts.Length / 2)
                notes.Add($"column '{name}': {different} categories in {texts.Length} cells, so that most tell nothing about another row; leave it out "
                    + $"(ignore: \"{name}\"), or make fewer of them");
        }
        return space._columns.Count > 0 ? space.Adapt(train) : throw new DataException("FeatureSpace: no column is left to learn from.",
            $"columns {string.Join(", ", train.Names.Take(20))}; target {target.Name}{(ignore.Length == 0 ? "" : $", ignored {string.Join(", ", ignore)}")}",
            "ignore fewer columns, or bring rows in which the others are filled");
    }

    // Whether answers are classes, by the rule that Infer tells; and which numbers they are, where one may well see it otherwise.
    private static bool IsClass(IReadOnlyList<string> answers, out string? doubt)
    {
        doubt = null;
        string[] texts = [.. answers.Select(static text => text.Trim()).Distinct()];
        if (!texts.All(static text => DataTable.IsNumber(text, out _))) return true;
        double[] values = [.. texts.Select(static text => DataTable.IsNumber(text, out double value) ? value : 0).Distinct().Order()];
        if (values is [0, 1] && texts.Length == 2) return true;
        if (values.Length < 2 || values.Length > Few || answers.Count < 2 * values.Length || !texts.All(IsWhole)) return false;
        bool isNumbered = values[0] is 0 or 1 && values[^1] <= 9 && values[^1] - values[0] == values.Length - 1;
        doubt = string.Create(CultureInfo.InvariantCulture, $"{values.Length} whole numbers from {values[0]} to {values[^1]}, in {answers.Count} rows, are");
        return (isNumbered || values.Length == 2) && texts.Length == values.Length;   // 1 and 1.0 are one number, and would be two classes
    }

    // One to one in many rows, in which each answer comes twice on average: few rows, and numbers of which no two are the same, may agree by chance.
    private static bool TellsAnswer(IReadOnlyList<string> texts, IReadOnlyList<string> answers)
    {
        if (answers.Count <= Few) return false;
        Dictionary<string, string> answerOf = [], textOf = [];
        for (int row = 0; row < answers.Count; row++)
        {
            string text = texts[row].Trim(), answer = answers[row].Trim();
            if (answerOf.TryAdd(text, answer) != textOf.TryAdd(answer, text) || answerOf[text] != answer || textOf[answer] != text) return false;
        }
        return textOf.Count <= answers.Count / 2;
    }

    private static bool IsWhole(string text) => DataTable.IsNumber(text, out double value) && double.IsInteger(value);

    private const int Few = 20;   // so few different texts tell nothing about a column

    // Texts that are no categories would become one for nearly every row, and nobody would notice: numbers among which some are written otherwise, identifiers.
    private static void RefuseNoCategories(DataTable table, string name, bool isTarget)
    {
        IReadOnlyList<string> texts = table.Column(name);
        int numbers = 0, others = 0, separated = 0, first = -1;
        HashSet<string> different = [];
        for (int row = 0; row < texts.Count; row++)
        {
            if (DataTable.IsMissing(texts[row])) continue;
            different.Add(texts[row]);
            if (DataTable.IsNumber(texts[row], out _))
            {
                numbers++;
                continue;
            }
            if (others++ == 0) first = row;
            if (DataTable.HasSeparators(texts[row])) separated++;
        }
        if (others == 0) return;
        string elsewise = "; or, where these are categories, "
            + (isTarget ? "give a CategoricalColumn as the target, in place of its name"
                : "ignore the column, then Add a CategoricalColumn and Adapt");
        if (separated == others || (numbers >= 9L * others && different.Count > Few))
        {
            throw table.Error(first, name, "FeatureSpace: the column looks like numbers, and this cell is none.", $"text '{texts[first]}'",
                (separated > 0 ? "write a decimal point for the decimal comma, and nothing between thousands (1234.5)"
                    : "correct the cell, or empty it where the number is not known") + elsewise);
        }
        if (different.Count > Few && different.Count == numbers + others)
            throw table.Error(first, name, "FeatureSpace: the column's texts all differ, so that nothing can be learned from them.",
                $"{different.Count} texts, such as '{texts[first]}'", isTarget ? "predict another column" + elsewise
                    : "ignore the column; where these are categories all the same, then Add a CategoricalColumn and Adapt");
    }
}
