using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Hebb;

/// <summary>A file of comma-separated values (or others), which becomes a <see cref="DataTable"/>; a file that is gzip is unpacked on the way.</summary>
/// <remarks>Quoting follows RFC 4180, the text is UTF-8, blank lines are skipped, and every row must have as many cells as the first. Nothing is read
/// before <see cref="Read()"/>.</remarks>
/// <param name="path">The file.</param>
/// <example><code>
/// DataTable table = CsvFile.Read("penguins.csv");                               // a header line, commas
/// DataTable iris = new CsvFile("iris.csv") { SkipLines = 1, Names = ["sepal length", "sepal width", "petal length", "petal width", "species"] }.Read();
/// DataTable inputs = new CsvFile("data.csv.gz") { HasHeader = false, Delimiter = ' ' }.Read();
/// DataTable both = inputs.Beside(new CsvFile("target.csv.gz") { Names = ["progression"] }.Read());   // the targets in a file of their own
/// </code></example>
public sealed class CsvFile(string path)
{
    private const string Name = "CSV";

    private readonly string _path = path ?? throw new ArgumentNullException(nameof(path));

    /// <summary>What stands between two cells; a comma by default.</summary>
    public char Delimiter { get; init => field = value is not ('"' or '\r' or '\n' or '\0') ? value
        : throw new OptionException("CSV: this cannot stand between cells.", $"Delimiter {(int)value:X2} (hexadecimal)", "use ',', ';', ' ' or '\\t'"); } = ',';

    /// <summary>How many lines are passed over first: comments, counts.</summary>
    public int SkipLines { get; init => field = value >= 0 ? value
        : throw new OptionException($"CSV: {value} lines cannot be skipped.", $"SkipLines {value}", "skip 0 or more"); }

    /// <summary>Whether the first line then names the columns. When left out: yes, unless <see cref="Names"/> are given.</summary>
    public bool? HasHeader { get; init; }

    /// <summary>The names of the columns: for a file without a header, or instead of its own. Without either they are called <c>0, 1, 2...</c></summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Reads a file with a header and commas.</summary>
    /// <inheritdoc cref="Read()"/>
    public static DataTable Read(string path) => new CsvFile(path).Read();

    /// <summary>Reads the file.</summary>
    /// <exception cref="DataException">The file is not there or cannot be read, it is empty, a row has too few or too many cells, a quote is out of place, or
    /// the text is not UTF-8; the line is named.</exception>
    public DataTable Read()
    {
        try
        {
            using FileStream file = DataFile.Open(_path, Name);
            using Stream content = IsGzip(file) ? Unpacked(file) : file;
            using StreamReader text = new(content, new UTF8Encoding(false, throwOnInvalidBytes: true));
            for (int i = 0; i < SkipLines; i++)
                if (text.ReadLine() is null)
                    throw Error("the file ends before its data begin.", $"SkipLines {SkipLines}, and the file has {i} lines", "skip fewer lines");
            return Parse(text);
        }
        catch (InvalidDataException e)
        {
            throw DataFile.Error(_path, "CSV: the gzip data are damaged.", "they cannot be unpacked to their end", "copy the file again from where it came", e);
        }
        catch (DecoderFallbackException e)
        {
            throw DataFile.Error(_path, "CSV: the text is not UTF-8.", $"bytes {Convert.ToHexString(e.BytesUnknown ?? [])}",
                "save the file as UTF-8; other encodings are not guessed", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DataFile.Unreadable(_path, Name, e);
        }
    }

    private DataTable Parse(StreamReader text)
    {
        CsvConfiguration configuration = new(CultureInfo.InvariantCulture)
        {
            Delimiter = Delimiter.ToString(),
            DetectDelimiter = false,
            TrimOptions = TrimOptions.Trim,
            WhiteSpaceChars = Delimiter == ' ' ? ['\t'] : [' '],
            IgnoreBlankLines = true,
            BadDataFound = null,   // told below, with the line
        };
        using CsvParser parser = new(text, configuration);
        string[]? names = null;
        List<string[]> rows = [];
        List<int> lines = [];
        bool hasHeader = HasHeader ?? Names is null;
        while (parser.Read())
        {
            string[] cells = parser.Record!;
            int line = LineOf(parser);
            CheckQuotes(parser, line);
            if (names is null)
            {
                names = [.. Names ?? (hasHeader ? cells : [.. Enumerable.Range(0, cells.Length).Select(static i => i.ToString(CultureInfo.InvariantCulture))])];
                if (names.Length != cells.Length)
                    throw Error(line, "there are not as many names as columns.", $"{names.Length} names, {cells.Length} cells: {Show(cells)}",
                        $"name each column, and check the delimiter, which is {Show(Delimiter)}");
                if (hasHeader) continue;
            }
            if (cells.Length != names.Length)
            {
                throw Error(line, "the row does not fill the columns.", $"{cells.Length} cells, {names.Length} columns: {Show(cells)}",
                    $"correct the row (a cell that holds {Show(Delimiter)} needs quotes around it), or check the delimiter, which is {Show(Delimiter)}");
            }
            rows.Add(cells);
            lines.Add(line);
        }
        if (rows.Count == 0)
        {
            throw Error(names is null ? "the file is empty." : "the file has a header and no rows.",
                $"0 rows{(SkipLines > 0 ? $" after {SkipLines} skipped lines" : "")}",
                names is null ? "give a file that has rows" : "give a file that has rows, or say HasHeader = false when the first line is data");
        }
        return new(names!, [.. rows], [.. lines], _path);
    }

    // The parser counts the lines that it has read; a row may have several, inside quotes.
    private int LineOf(CsvParser parser)
    {
        ReadOnlySpan<char> raw = parser.RawRecord.AsSpan().TrimEnd("\r\n");
        return SkipLines + parser.RawRow - raw.Count('\n');
    }

    // A cell is quoted from its first character to its last, or not at all.
    private void CheckQuotes(CsvParser parser, int line)
    {
        ReadOnlySpan<char> raw = parser.RawRecord.AsSpan().TrimEnd("\r\n");
        if (!raw.Contains('"')) return;
        bool isQuoted = false, begins = true, ended = false;
        for (int i = 0; i < raw.Length; i++)
        {
            char c = raw[i];
            if (isQuoted)
            {
                if (c != '"') continue;
                if (i + 1 < raw.Length && raw[i + 1] == '"') i++;
                else (isQuoted, ended) = (false, true);
            }
            else if (c == Delimiter)
            {
                (begins, ended) = (true, false);
            }
            else if (c == '"' && begins)
            {
                (isQuoted, begins) = (true, false);
            }
            else if (c == '"' || (ended && !char.IsWhiteSpace(c)))
            {
                throw Error(line, "a quote stands inside a cell.", $"row {Shorten(raw.ToString())}",
                    "put quotes around the whole cell, and write each inside it twice");
            }
            else if (!char.IsWhiteSpace(c))
            {
                begins = false;
            }
        }
        // The last line's end was read as a part of the cell.
        if (isQuoted)
            throw Error(line - (parser.RawRecord.AsSpan().Count('\n') - raw.Count('\n')), "a quote is opened and never closed.",
                $"row {Shorten(raw.ToString())}", "close it at the end of its cell");
    }

    private static bool IsGzip(FileStream file)
    {
        Span<byte> magic = stackalloc byte[2];
        bool isGzip = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1F, 0x8B];
        file.Position = 0;
        return isGzip;
    }

    // .NET takes the end of the file for the end of the data, so a download that was cut would lose rows in silence. A member of our own is put behind: what
    // it holds comes out last if and only if everything before it was whole.
    private static MemoryStream Unpacked(FileStream file)
    {
        ReadOnlySpan<byte> end = "the end of the last member"u8;
        using MemoryStream packed = new();
        file.CopyTo(packed);
        using (GZipStream last = new(packed, CompressionLevel.Optimal, leaveOpen: true)) last.Write(end);
        packed.Position = 0;
        MemoryStream unpacked = new();
        using (GZipStream members = new(packed, CompressionMode.Decompress)) members.CopyTo(unpacked);
        if (!unpacked.GetBuffer().AsSpan(0, (int)unpacked.Length).EndsWith(end)) throw new InvalidDataException("The last member is not whole.");
        unpacked.SetLength(unpacked.Length - end.Length);
        unpacked.Position = 0;
        return unpacked;
    }

    private DataException Error(string what, string values, string fix) => DataFile.Error(_path, $"CSV: {what}", values, fix);

    private DataException Error(int line, string what, string values, string fix)
    {
        DataException error = new($"CSV: {what}", values, fix);
        error.Within($"line {line}");
        error.Within($"file '{_path}'");
        return error;
    }

    private static string Show(char c) => c == '\t' ? "a tab" : c == ' ' ? "a space" : $"'{c}'";

    private static string Show(string[] cells) => Shorten(string.Join(" | ", cells.Take(20)));

    private static string Shorten(string text) => text.ReplaceLineEndings(" ") is { Length: > 100 } line ? line[..100] + "..." : text.ReplaceLineEndings(" ");
}
