using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Hebb;

/// <summary>A file of comma-separated values (or others), which becomes a <see cref="DataTable"/>; a file that is gzip is unpacked on the way.</summary>
/// <remarks>
/// <para>Quoting follows RFC 4180. The text is UTF-8, or what a byte order mark at its beginning says: UTF-16 or UTF-32. Blank lines, those of spaces too, are
/// skipped. Every row must have as many cells as the first; a delimiter at the end of a row has an empty cell behind it, which counts (pandas refuses such a
/// row too, or takes the first column for an index). A column whose name in the header is empty is called by its number, from 0.</para>
/// <para>Cells are texts here; what is a number, and what a missing one, is the business of the columns: see <see cref="NumericColumn"/>. The machine's
/// language and region change nothing. Nothing is read before <see cref="Read()"/>.</para>
/// </remarks>
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

    /// <summary>How many bytes a file may unpack to: what one array holds, so that tests need no such file.</summary>
    internal long MostUnpacked { get; init; } = Array.MaxLength;

    /// <summary>Reads a file with a header and commas.</summary>
    /// <inheritdoc cref="Read()"/>
    public static DataTable Read(string path) => new CsvFile(path).Read();

    /// <summary>Reads the file.</summary>
    /// <exception cref="DataException">The file is not there or cannot be read, it is empty, a row has too few or too many cells, a quote is out of place, or
    /// the text is in another encoding, or none; the line is named. Or it is gzip that unpacks to 2 GiB or more.</exception>
    /// <exception cref="UsageException">The program was copied without the library CsvHelper.</exception>
    public DataTable Read()
    {
        Encoding encoding = Encoding.UTF8;
        try
        {
            using FileStream file = DataFile.Open(_path, Name);
            using Stream content = IsGzip(file) ? Unpacked(file) : file;
            encoding = EncodingOf(content);
            using StreamReader text = new(content, encoding, detectEncodingFromByteOrderMarks: false);
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
            throw DataFile.Error(_path, $"CSV: the text is not {encoding.WebName.ToUpperInvariant()}.", $"bytes {Convert.ToHexString(e.BytesUnknown ?? [])}",
                "save the file as UTF-8; other encodings are not guessed", e);
        }
        catch (IOException e) when (e is FileNotFoundException or FileLoadException)   // the file is open by then: this is an assembly
        {
            throw new UsageException("CSV: the library that reads these files cannot be loaded.", e.Message,
                "put CsvHelper.dll beside Hebb.Formats.dll, as the package Hebb.Formats does", e);
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
            if (IsBlank(parser.RawRecord)) continue;
            int line = LineOf(parser);
            CheckQuotes(parser, line);
            if (names is null)
            {
                names = [.. Names ?? [.. cells.Select((cell, i) => hasHeader && cell.Length > 0 ? cell : i.ToString(CultureInfo.InvariantCulture))]];
                if (names.Length != cells.Length)
                    throw Error(line, "there are not as many names as columns.", $"{names.Length} names, {cells.Length} cells: {Show(cells)}",
                        $"name each column, and check the delimiter, which is {Show(Delimiter)}");
                if (hasHeader) continue;
            }
            if (cells.Length != names.Length)
            {
                bool endsEmpty = cells.Length == names.Length + 1 && cells[^1].Length == 0;
                throw Error(line, "the row does not fill the columns.", $"{cells.Length} cells, {names.Length} columns: {Show(cells)}", endsEmpty
                    ? $"take away the delimiter that ends the row, which is {Show(Delimiter)}, or name the column behind it"
                    : names is [var only] && only.AsSpan().IndexOfAny(Others) is >= 0 and var at ? Instead(only[at])
                    : $"correct the row (a cell that holds {Show(Delimiter)} needs quotes around it), or check the delimiter, which is {Show(Delimiter)}"
                    + (names.Length == 1 ? "; pass over comments at the beginning with SkipLines" : ""));
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
                char beside = c == '"' ? raw[i - 1] : c;   // "a";"b" has semicolons between its cells
                throw Error(line, "a quote stands inside a cell.", $"row {Shorten(raw.ToString())}",
                    (Others.Contains(beside) ? Instead(beside) + "; or " : "") + "put quotes around the whole cell, and write each inside it twice");
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

    // A line of spaces is a blank one, as it is for pandas; but not where spaces stand between cells.
    private bool IsBlank(string raw)
    {
        foreach (char c in raw)
            if (c == Delimiter || !char.IsWhiteSpace(c)) return false;
        return true;
    }

    // What the first bytes say. Text has no zero bytes but in UTF-16 and UTF-32, which without a mark would be read as UTF-8 with invisible characters in it.
    private Encoding EncodingOf(Stream content)
    {
        Span<byte> bytes = stackalloc byte[1024];
        bytes = bytes[..content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        (Encoding encoding, int mark) = bytes switch
        {
            [0xFF, 0xFE, 0, 0, ..] => ((Encoding)new UTF32Encoding(bigEndian: false, false, throwOnInvalidCharacters: true), 4),
            [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, false, throwOnInvalidCharacters: true), 4),
            [0xFF, 0xFE, ..] => (new UnicodeEncoding(bigEndian: false, false, throwOnInvalidBytes: true), 2),
            [0xFE, 0xFF, ..] => (new UnicodeEncoding(bigEndian: true, false, throwOnInvalidBytes: true), 2),
            [0xEF, 0xBB, 0xBF, ..] => (new UTF8Encoding(false, throwOnInvalidBytes: true), 3),
            _ => (new UTF8Encoding(false, throwOnInvalidBytes: true), 0),
        };
        if (bytes is [0x1F, 0x8B, ..])
            throw Error("the gzip data hold gzip data again.", $"they begin with {DataFile.Show(bytes[..2])}", "unpack the file once, and give what comes out");
        if (mark is 0 or 3 && bytes.IndexOf((byte)0) is >= 0 and var zero)
        {
            // Every second byte of Latin text in UTF-16 is zero: the second, where the least significant byte comes first. In UTF-32 three of four are.
            string? wide = bytes.Count((byte)0) < bytes.Length / 3 ? null : bytes switch
            {
                [not 0, 0, 0, 0, ..] => "UTF-32 (little-endian)",
                [0, 0, 0, not 0, ..] => "UTF-32 (big-endian)",
                [not 0, 0, ..] => "UTF-16 (little-endian)",
                [0, not 0, ..] => "UTF-16 (big-endian)",
                _ => null,
            };
            throw wide is not null
                ? Error($"the text is {wide} without a byte order mark.",
                    $"it begins with {DataFile.Show(bytes[..Math.Min(8, bytes.Length)])}", "save the file as UTF-8, or with a byte order mark")
                : Error("this is no text.", $"byte {zero} is 0; it begins with {DataFile.Show(bytes[..Math.Min(8, bytes.Length)])}",
                    "give a file of text, saved as UTF-8; from a workbook, save the sheet as CSV first");
        }
        content.Position = mark;
        return encoding;
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
    private MemoryStream Unpacked(FileStream file)
    {
        if (file.Length > MostUnpacked) throw TooLong();
        ReadOnlySpan<byte> end = "the end of the last member"u8;
        using MemoryStream packed = new();
        file.CopyTo(packed);
        using (GZipStream last = new(packed, CompressionLevel.Optimal, leaveOpen: true)) last.Write(end);
        packed.Position = 0;
        MemoryStream unpacked = new();
        using (GZipStream members = new(packed, CompressionMode.Decompress))
        {
            byte[] bytes = new byte[1 << 16];
            while (members.Read(bytes) is > 0 and var count)
            {
                if (unpacked.Length + count > MostUnpacked) throw TooLong();
                unpacked.Write(bytes, 0, count);
            }
        }
        if (!unpacked.GetBuffer().AsSpan(0, (int)unpacked.Length).EndsWith(end)) throw new InvalidDataException("The last member is not whole.");
        unpacked.SetLength(unpacked.Length - end.Length);
        unpacked.Position = 0;
        return unpacked;
    }

    private DataException TooLong() => Error("the gzip data unpack to more than one array holds.", $"more than {MostUnpacked} bytes",
        "unpack the file, and give what comes out; or split it, and read the parts one after the other");

    private DataException Error(string what, string values, string fix) =>
        DataFile.Error(_path, $"CSV: {what}", values, fix);

    private DataException Error(int line, string what, string values, string fix)
    {
        DataException error = new($"CSV: {what}", values, fix);
        error.Within($"line {line}");
        error.Within(DataFile.Place(_path));
        return error;
    }

    private string Instead(char other) =>
        $"set Delimiter = {(other == '\t' ? "'\\t'" : Show(other))} if that separates the cells (it is {Show(Delimiter)} now)";

    private const string Others = ";\t|";   // what may separate cells, and seldom stands inside one

    private static string Show(char c) => c == '\t' ? "a tab" : c == ' ' ? "a space" : $"'{c}'";

    private static string Show(string[] cells) => Shorten(string.Join(" | ", cells.Take(20)));

    private static string Shorten(string text) => text.ReplaceLineEndings(" ") is { Length: > 100 } line ? line[..100] + "..." : text.ReplaceLineEndings(" ");
}
