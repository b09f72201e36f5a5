using System.Globalization;

namespace Hebb;

/// <summary>Rows of text under named columns, as a file of comma-separated values has them; a <see cref="FeatureSpace"/> makes numbers of them.</summary>
/// <remarks>It never changes: what is taken from it shares its rows, and every cell remembers the file and the line it came from, for error
/// messages.</remarks>
/// <example><code>
/// DataTable table = CsvFile.Read("penguins.csv");                              // in Hebb.Formats
/// var (fit, test) = table.Split(0.2, seed: 1, stratify: "species");
/// </code></example>
public sealed class DataTable
{
    private readonly string[] _names;
    private readonly string[][] _rows;
    private readonly int[]? _lines;
    private readonly string? _source;

    internal DataTable(string[] names, string[][] rows, int[]? lines, string? source)
    {
        for (int i = 0; i < names.Length; i++)
        {
            if (Array.IndexOf(names, names[i]) == i) continue;
            DataException error = new($"Table: two columns are called '{names[i]}'.", $"columns {Array.IndexOf(names, names[i]) + 1} and {i + 1}",
                "give every column a name of its own");
            if (source is not null) error.Within($"file '{source}'");
            throw error;
        }
        (_names, _rows, _lines, _source) = (names, rows, lines, source);
    }

    /// <summary>A table of values in memory: the row to predict from, for example.</summary>
    /// <param name="names">The names of the columns.</param>
    /// <param name="rows">The rows, each with a text for each column.</param>
    /// <exception cref="DataException">A row has too few or too many cells, or two columns have one name.</exception>
    /// <example><code>DataTable row = DataTable.From(["island", "body_mass_g"], ["Biscoe", "4500"]);</code></example>
    public static DataTable From(IReadOnlyList<string> names, params IReadOnlyList<string>[] rows)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(rows);
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i].Count != names.Count)
                throw new DataException($"Table: row {i} does not fill the columns.", $"{rows[i].Count} cells, {names.Count} columns",
                    "give a text for each column");
        }
        return new([.. names], [.. rows.Select(static row => row.ToArray())], null, null);
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
        int[]? lines = _lines is null ? null : new int[rows.Length];
        for (int i = 0; i < kept.Length; i++)
        {
            if ((uint)rows[i] >= (uint)Count)
            {
                throw new OptionException("Table: there is no such row.", $"number {rows[i]}, at place {i}, of {Count} rows",
                    Count == 0 ? "read a file that has rows" : $"use numbers from 0 to {Count - 1}");
            }
            kept[i] = _rows[rows[i]];
            if (lines is not null) lines[i] = _lines![rows[i]];
        }
        return new(_names, kept, lines, _source);
    }

    /// <summary>Holds part of the rows out, before anything is fitted to the others.</summary>
    /// <param name="fraction">How much is held out, between 0 and 1.</param>
    /// <param name="seed">Which rows are: the same for the same seed.</param>
    /// <param name="stratify">The column of classes of which the same fraction each is held out; none when left out.</param>
    /// <exception cref="OptionException">The fraction is not between 0 and 1, or leaves one of the parts empty.</exception>
    public (DataTable Fit, DataTable Validation) Split(double fraction, ulong seed, string? stratify = null)
    {
        if (!(fraction > 0 && fraction < 1))
            throw new OptionException("Split: the fraction held out must lie between 0 and 1.", $"fraction {fraction}", "give 0.1 to hold a tenth out");
        int[] parts = Partition.Shares(Count, stratify is null ? null : Classes(stratify), [1 - fraction, fraction], seed);
        int[] fit = Partition.Numbers(parts, static part => part == 0), held = Partition.Numbers(parts, static part => part == 1);
        if (fit.Length == 0 || held.Length == 0)
        {
            throw new OptionException(held.Length == 0 ? "Split: nothing would be held out." : "Split: nothing would be left to train on.",
                $"fraction {fraction} of {Count} rows", "choose another fraction, or bring more data");
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
                $"{Count} rows{From(_source)}, {other.Count} rows{From(other._source)}", "give files that describe the same samples, in the same order");
        }
        string[][] rows = new string[Count][];
        for (int i = 0; i < rows.Length; i++) rows[i] = [.. _rows[i], .. other._rows[i]];
        return new([.. _names, .. other._names], rows, _lines, _source);

        static string From(string? source) => source is null ? "" : $" in '{source}'";
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

    /// <summary>An error in one cell: the column, the line and the file stand in it.</summary>
    internal DataException Error(int row, string column, string what, string values, string fix)
    {
        string line = values.ReplaceLineEndings(" ");
        DataException error = new(what, line.Length > 200 ? line[..200] + "..." : line, fix);
        error.Within($"column '{column}'");
        error.Within(_lines is null ? $"row {row}" : $"line {_lines[row]}");
        if (_source is not null) error.Within($"file '{_source}'");
        return error;
    }

    private int Find(string column)
    {
        int index = Array.IndexOf(_names, column);
        if (index >= 0) return index;
        DataException error = new($"Table: there is no column '{column}'.", $"columns {string.Join(", ", _names.Select(static name => $"'{name}'"))}",
            "use one of these names; whether the file has a header line is said where it is read");
        if (_source is not null) error.Within($"file '{_source}'");
        throw error;
    }
}
