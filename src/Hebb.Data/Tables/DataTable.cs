using System.Globalization;
using System.Text.RegularExpressions;

namespace Hebb;

/// <summary>Rows of text under named columns, as a file of comma-separated values has them; a <see cref="FeatureSpace"/> makes numbers of them.</summary>
/// <remarks>It never changes: what is taken from it shares its rows, and every cell remembers the file and the line it came from, for error
/// messages.</remarks>
/// <example><code>
/// DataTable table = CsvFile.Read("penguins.csv");                              // in Hebb.Formats
/// var (fit, test) = table.Split(0.2, seed: 1, stratify: "species");
/// </code></example>
public sealed partial class DataTable
{
    private readonly string[] _names;
    private readonly string[][] _rows;
    private readonly Origin[] _origins;   // of the columns, from the first on: several where tables stand side by side

    internal DataTable(string[] names, string[][] rows, int[]? lines, string? source) : this(names, rows, [new(names.Length, lines, source)])
    {
    }

    private DataTable(string[] names, string[][] rows, Origin[] origins)
    {
        (_names, _rows, _origins) = (names, rows, origins);
        Dictionary<string, int> places = [];
        for (int i = 0; i < names.Length; i++)
        {
            if (string.IsNullOrEmpty(names[i]))
                throw InFile(OriginOf(i), new("Table: a column has no name.", $"column {i + 1} of {names.Length}", "give every column a name"));
            if (!places.TryAdd(names[i], i))
                throw InFile(OriginOf(i), new($"Table: two columns are called '{Shorten(names[i])}'.", $"columns {places[names[i]] + 1} and {i + 1}",
                    "give every column a name of its own"));
        }
    }

    /// <summary>A table of values in memory: the row to predict from, for example.</summary>
    /// <param name="names">The names of the columns.</param>
    /// <param name="rows">The rows, each with a text for each column. Null is a missing value, as an empty text is.</param>
    /// <exception cref="DataException">A row has too few or too many cells, a column has no name, or two columns have one.</exception>
    /// <example><code>DataTable row = DataTable.From(["island", "body_mass_g"], ["Biscoe", "4500"]);</code></example>
    public static DataTable From(IReadOnlyList<string> names, params IReadOnlyList<string>[] rows)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(rows);
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i]?.Count != names.Count)
                throw new DataException($"Table: row {i} does not fill the columns.", $"{rows[i]?.Count ?? 0} cells, {names.Count} columns",
                    "give a text for each column");
        }
        return new([.. names], [.. rows.Select(static row => row.Select(static text => text ?? "").ToArray())], null, null);
    }

    /// <summary>The number of rows.</summary>
    public int Count => _rows.Length;

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The text of a cell.</summary>
    /// <param name="row">The number of the row, from 0.</param>
    /// <param name="column">The name of the column.</param>
    /// <exception cref="DataException">There is no such column.</exception>
    /// <exception cref="OptionException">There is no such row.</exception>
    public string this[int row, string column] => (uint)row < (uint)Count ? _rows[row][Find(column)]
        : throw new OptionException("Table: there is no such row.", $"number {row} of {Count} rows",
            Count == 0 ? "read a file that has rows" : $"use numbers from 0 to {Count - 1}");

    /// <summary>All texts of a column.</summary>
    /// <exception cref="DataException">There is no such column.</exception>
    public IReadOnlyList<string> Column(string name)
    {
        int column = Find(name);
        return Array.ConvertAll(_rows, row => row[column]);
    }

    /// <summary>The rows of these numbers, in this order.</summary>
    /// <exception cref="OptionException">There is no number, or one outside.</exception>
    public DataTable Subset(params ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty) throw new OptionException("Table: a subset needs at least one row.", "no numbers were given", "give the numbers of the rows to keep");
        string[][] kept = new string[rows.Length][];
        for (int i = 0; i < kept.Length; i++)
        {
            if ((uint)rows[i] >= (uint)Count)
            {
                throw new OptionException("Table: there is no such row.", $"number {rows[i]}, at place {i}, of {Count} rows",
                    Count == 0 ? "read a file that has rows" : $"use numbers from 0 to {Count - 1}");
            }
            kept[i] = _rows[rows[i]];
        }
        int[] numbers = rows.ToArray();
        return new(_names, kept, [.. _origins.Select(origin =>
            origin with { Lines = origin.Lines is { } lines ? Array.ConvertAll(numbers, row => lines[row]) : null })]);
    }

    /// <summary>Holds part of the rows out, before anything is fitted to the others.</summary>
    /// <param name="fraction">How much is held out, between 0 and 1.</param>
    /// <param name="seed">Which rows are: the same for the same seed.</param>
    /// <param name="stratify">The column of classes of which the same fraction each is held out; none when left out.</param>
    /// <exception cref="OptionException">The fraction is not between 0 and 1, or leaves one of the parts empty.</exception>
    public (DataTable Fit, DataTable Validation) Split(double fraction, ulong seed, string? stratify = null)
    {
        if (!(fraction > 0 && fraction < 1))
            throw new OptionException("Split: the fraction held out must lie between 0 and 1.", FormattableString.Invariant($"fraction {fraction}"),
                "give 0.1 to hold a tenth out");
        int[] parts = Partition.Shares(Count, stratify is null ? null : Classes(stratify), [1 - fraction, fraction], seed);
        int[] fit = Partition.Numbers(parts, static part => part == 0), held = Partition.Numbers(parts, static part => part == 1);
        if (fit.Length == 0 || held.Length == 0)
        {
            throw new OptionException(held.Length == 0 ? "Split: nothing would be held out." : "Split: nothing would be left to train on.",
                FormattableString.Invariant($"fraction {fraction} of {Count} rows"), "choose another fraction, or bring more data");
        }
        return (Subset(fit), Subset(held));
    }

    /// <summary>The columns of both, side by side: inputs and targets that lie in files of their own.</summary>
    /// <exception cref="DataException">The tables differ in length, or have a column's name in common.</exception>
    public DataTable Beside(DataTable other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Count != Count)
        {
            throw new DataException("Table: two tables side by side need as many rows.",
                $"{Count} rows{From(_origins[0].Source)}, {other.Count} rows{From(other._origins[0].Source)}",
                "give files that describe the same samples, in the same order");
        }
        string[][] rows = new string[Count][];
        for (int i = 0; i < rows.Length; i++) rows[i] = [.. _rows[i], .. other._rows[i]];
        return new([.. _names, .. other._names], rows, [.. _origins, .. other._origins]);

        static string From(string? source) => source is null ? "" : $" in {DataFile.Show(source)}";
    }

    /// <summary>The class of each row by the texts of a column, numbered in the order of the sorted texts: by which <see cref="KFold.Rows"/>
    /// stratifies.</summary>
    /// <exception cref="DataException">There is no such column.</exception>
    public int[] Classes(string column)
    {
        IReadOnlyList<string> texts = Column(column);
        List<string> names = [.. texts.Distinct().Order(StringComparer.Ordinal)];
        Dictionary<string, int> numbers = [];
        for (int i = 0; i < names.Count; i++) numbers.Add(names[i], i);
        return [.. texts.Select(text => numbers[text])];
    }

    /// <summary>For people: <c>344 rows of species, island, body_mass_g</c>.</summary>
    public override string ToString() => $"{Count} rows of {string.Join(", ", _names)}";

    /// <summary>Whether there is a column of this name.</summary>
    internal bool Has(string column) => Array.IndexOf(_names, column) >= 0;

    /// <summary>Whether a text says that there is no value.</summary>
    internal static bool IsMissing(string text) => text.AsSpan().Trim() is "" or "NA" or "N/A" or "NaN" or "nan" or "null" or "NULL" or "?";

    /// <summary>Whether a text is a finite number as programs write them, with a decimal point.</summary>
    internal static bool IsNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    /// <summary>Whether a text is a number with a decimal comma, or with something between its thousands: <c>3,14</c>, <c>1'234</c>, <c>1.234,5</c>. Dates,
    /// addresses and lists of numbers are not.</summary>
    internal static bool HasSeparators(string text) => !IsNumber(text, out _) && Separated().IsMatch(text);

    // Digits with a decimal comma; or groups of three, with a comma, a point, an apostrophe or a space that does not break between them, and perhaps decimals.
    [GeneratedRegex(@"^\s*[+-]?([0-9]*,[0-9]+|[0-9]{1,3}([.,'\u2019\u00A0\u202F][0-9]{3})+([.,][0-9]+)?)([eE][+-]?[0-9]+)?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Separated();

    /// <summary>Whether a text says that a number is infinite, or is one that a double cannot hold.</summary>
    internal static bool IsInfinite(string text) => text.AsSpan().Trim().TrimStart("+-").Equals("inf", StringComparison.OrdinalIgnoreCase)
        || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsInfinity(number));

    /// <summary>An error in one cell: the column, the line and the file stand in it.</summary>
    internal DataException Error(int row, string column, string what, string values, string fix)
    {
        Origin origin = OriginOf(Find(column));
        DataException error = new(what, Shorten(values), fix);
        error.Within($"column '{Shorten(column)}'");
        error.Within(origin.Lines is { } lines ? $"line {lines[row]}" : $"row {row}");
        return InFile(origin, error);
    }

    /// <summary>An error of the table as a whole: the file stands in it.</summary>
    internal DataException Error(string what, string values, string fix) => InFile(_origins[0], new(what, Shorten(values), fix));

    private int Find(string column)
    {
        ArgumentNullException.ThrowIfNull(column);
        int index = Array.IndexOf(_names, column);
        return index >= 0 ? index : throw InFile(_origins[0], new($"Table: there is no column '{Shorten(column)}'.",
            $"columns {string.Join(", ", _names.Take(MostNames).Select(static name => $"'{Shorten(name)}'"))}"
            + (_names.Length > MostNames ? $" and {_names.Length - MostNames} others" : ""),
            Separator(column) is { } separator ? $"read the file with new CsvFile(path) {{ Delimiter = '{separator}' }}: that seems to separate its columns"
            : "use one of these names; what separates columns, and whether a header names them, is said where the file is read"));
    }

    // A file of semicolons that was read by commas has a single column, under all the names.
    private string? Separator(string column)
    {
        if (_names is not [var only]) return null;
        foreach (char c in ";\t|, ")
            if (only.Split(c, StringSplitOptions.TrimEntries).Contains(column) || (c is not (',' or ' ') && only.Contains(c)))
                return c == '\t' ? "\\t" : $"{c}";
        return null;
    }

    private Origin OriginOf(int column)
    {
        int origin = 0;
        for (; column >= _origins[origin].Columns; origin++) column -= _origins[origin].Columns;
        return _origins[origin];
    }

    private static DataException InFile(Origin origin, DataException error)
    {
        if (origin.Source is not null) error.Within(DataFile.Place(origin.Source));
        return error;
    }

    private static string Shorten(string text) => text.ReplaceLineEndings(" ") is { Length: > 200 } line ? line[..200] + "..." : text.ReplaceLineEndings(" ");

    private const int MostNames = 20;   // of columns that an error lists

    // Where some columns come from: the file, and for each row the line in it.
    private sealed record Origin(int Columns, int[]? Lines, string? Source);
}
