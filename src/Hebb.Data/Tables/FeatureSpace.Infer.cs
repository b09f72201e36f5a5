namespace Hebb;

public sealed partial class FeatureSpace
{
    /// <summary>Guesses from the training rows how each column is best encoded, and fits: numbers are standardised, texts one-hot. Print it to see.</summary>
    /// <param name="train">The rows to train on, without what is held out.</param>
    /// <param name="target">The column to predict: a number when all its texts are numbers, else a class.</param>
    /// <param name="ignore">Columns to leave out: identifiers, and what is not known when one predicts.</param>
    /// <remarks>
    /// <para>A column of numbers with missing ones gets their mean and an indicator. One of texts takes categories that no training row had for zeros
    /// (<see cref="UnknownCategory.Zeros"/>), so that the model answers for a new town too, from the other columns; for how many rows it does,
    /// <see cref="Warnings"/> tells. Add the columns yourself to have such rows refused, as a <see cref="CategoricalColumn"/> does by default.</para>
    /// <para>A column of numbers in which some cells are none (with decimal commas, or infinite, or a slip in one cell of many) is refused, and not taken for
    /// thousands of categories; so is one of texts that all differ, such as names and identifiers.</para>
    /// </remarks>
    /// <exception cref="DataException">There is no such column, no row, a row without an answer, only one class, a column of numbers with a cell that is
    /// none, or one of identifiers; or no column is left to learn from.</exception>
    public static FeatureSpace Infer(DataTable train, string target, params string[] ignore)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(ignore);
        IReadOnlyList<string> answers = train.Column(target);
        RequireRows(train);
        RefuseNoCategories(train, target, isTarget: true);
        for (int row = 0; row < answers.Count; row++)
        {
            if (DataTable.IsMissing(answers[row]))
                throw train.Error(row, target, "FeatureSpace: the target is missing.", $"text '{answers[row]}'",
                    "fill the cell, or leave the row out (table.Subset): nothing can be learned from it");
        }
        bool isNumber = answers.All(static text => DataTable.IsNumber(text, out _));
        if (!isNumber && answers.All(text => text.Trim() == answers[0].Trim()))
            throw train.Error(0, target, "FeatureSpace: the target has one class only, so that there is nothing to tell apart.",
                $"class '{answers[0].Trim()}' in {answers.Count} rows", "bring rows of other classes too");
        foreach (string name in ignore) train.Column(name);   // a name that is misspelt would leave nothing out
        FeatureSpace space = new()
        {
            Target = isNumber ? new NumericColumn(target)
                : new CategoricalColumn(target) { Output = CategoryOutput.Index },
        };
        foreach (string name in train.Names)
        {
            if (name == target || ignore.Contains(name)) continue;
            IReadOnlyList<string> texts = train.Column(name);
            bool isMissing = texts.Any(DataTable.IsMissing);
            if (texts.All(DataTable.IsMissing)) continue;   // nothing can be learned from it
            RefuseNoCategories(train, name, isTarget: false);
            space.Add(texts.All(static text => DataTable.IsMissing(text) || DataTable.IsNumber(text, out _))
                ? new NumericColumn(name) { Missing = MissingNumber.Mean, MissingIndicator = isMissing }
                : new CategoricalColumn(name) { Unknown = UnknownCategory.Zeros });
        }
        return space._columns.Count > 0 ? space.Adapt(train) : throw new DataException("FeatureSpace: no column is left to learn from.",
            $"columns {string.Join(", ", train.Names.Take(20))}; target {target}{(ignore.Length == 0 ? "" : $", ignored {string.Join(", ", ignore)}")}",
            "ignore fewer columns, or bring rows in which the others are filled");
    }

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
            + (isTarget ? "use a FeatureSpace of your own, with a CategoricalColumn as its Target"
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
