using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;

namespace Hebb.Formats.Tests;

public sealed class CsvFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_header_names_the_columns_and_quotes_hold_commas_quotes_and_lines()
    {
        DataTable table = CsvFile.Read(Write("\uFEFFname , size\r\n\"Braund, Mr. Owen\",1\r\n\r\n\"said \"\"no\"\"\",2\n\"two\nlines\", 3 \n"));
        Assert.Equal(["name", "size"], table.Names);
        Assert.Equal(["Braund, Mr. Owen", "said \"no\"", "two\nlines"], table.Column("name"));
        Assert.Equal(["1", "2", "3"], table.Column("size"));
    }

    [Fact]
    public void Lines_are_skipped_and_names_given()
    {
        string path = Write("3,1,setosa\n5.1,0\n4.9,1\n");
        Assert.Equal("2 rows of length, species", new CsvFile(path) { SkipLines = 1, Names = ["length", "species"] }.Read().ToString());
        Assert.Equal("2 rows of 0, 1", new CsvFile(path) { SkipLines = 1, HasHeader = false }.Read().ToString());
        Assert.Equal("1 rows of a, b", new CsvFile(path) { SkipLines = 1, HasHeader = true, Names = ["a", "b"] }.Read().ToString());
    }

    [Fact]
    public void Lines_of_spaces_are_blank_and_columns_without_a_name_are_numbered()
    {
        // As pandas writes a table with its index.
        DataTable table = CsvFile.Read(Write("  \n,size,\n0,1,\n \t \n1,2,x\n  \n"));
        Assert.Equal(["0", "size", "2"], table.Names);
        Assert.Equal(["", "x"], table.Column("2"));
        Assert.Equal(["0", "2"], FeatureSpace.Infer(table, "size").Columns.Select(column => column.Name));
        Assert.Equal(["1", "3"], CsvFile.Read(Write("a\n1\n   \n3\n")).Column("a"));
        Assert.Equal(["", "1"], CsvFile.Read(Write("a\n\"\"\n1\n")).Column("a"));                      // a quoted nothing is a cell
        Assert.Equal(2, new CsvFile(Write("a\tb\n1\t2\n\t\n")) { Delimiter = '\t' }.Read().Count);   // two empty cells, and no blank line
    }

    [Fact]
    public void A_byte_order_mark_says_what_the_encoding_is()
    {
        foreach (Encoding encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, new UTF32Encoding(true, true)])
        {
            byte[] text = [.. encoding.GetPreamble(), .. encoding.GetBytes("gr\u00F6\u00DFe,b\n1,\u20AC\n")];
            Assert.Equal("\u20AC", CsvFile.Read(Write(text)).Column("b").Single());
            Assert.Equal("gr\u00F6\u00DFe", CsvFile.Read(Write(text)).Names[0]);
        }
    }

    [Fact]
    public void The_language_of_the_machine_changes_nothing()
    {
        CultureInfo before = CultureInfo.CurrentCulture, german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = german.NumberFormat.CurrencyDecimalSeparator = ",";
        german.NumberFormat.NumberGroupSeparator = german.NumberFormat.CurrencyGroupSeparator = ".";
        german.TextInfo.ListSeparator = ";";
        try
        {
            CultureInfo.CurrentCulture = german;
            DataTable table = CsvFile.Read(Write("size;x,price\n1.5,10\n2.25,20\n"));
            Assert.Equal(["size;x", "price"], table.Names);
            NumericColumn size = new("size;x") { Scaling = Scaling.None };
            Assert.Equal([1.5f, 2.25f], new FeatureSpace { size }.Adapt(table).Inputs(table).ToArray<float>());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData(' ')]
    public void Other_delimiters(char delimiter)
    {
        DataTable table = new CsvFile(Write($"a{delimiter}b\n1{delimiter}2\n")) { Delimiter = delimiter }.Read();
        Assert.Equal(("1", "2"), (table[0, "a"], table[0, "b"]));
    }

    [Fact]
    public void Gzip_is_unpacked_and_targets_may_lie_apart()
    {
        DataTable inputs = new CsvFile(Zip("1 2\n3 4\n")) { HasHeader = false, Delimiter = ' ' }.Read();
        DataTable both = inputs.Beside(new CsvFile(Write("10\n20\n")) { Names = ["target"] }.Read());
        Assert.Equal("2 rows of 0, 1, target", both.ToString());
        Assert.Equal(("3", "20"), (both[1, "0"], both[1, "target"]));
    }

    [Fact]
    public void A_gzip_file_is_read_whole_or_not_at_all()
    {
        byte[] first = File.ReadAllBytes(Zip("a,b\n1,2\n3,4\n")), second = File.ReadAllBytes(Zip("5,6\n"));
        Assert.Equal(["1", "3", "5"], CsvFile.Read(Write([.. first, .. second])).Column("a"));   // two members are one text
        for (int length = 2; length < first.Length; length++)
            Assert.Contains("gzip", Assert.Throws<DataException>(() => CsvFile.Read(Write(first[..length]))).What, StringComparison.Ordinal);
        Assert.Throws<DataException>(() => CsvFile.Read(Write([.. first, .. second[..^1]])));
    }

    [Fact]
    public void Mistakes_are_answered_in_four_parts_with_file_line_and_column()
    {
        string good = Write("size,colour\n1,red\n2,blue\n"), bad = Write("# by hand\n\nsize,colour\n1,\"r\ne\nd\"\n\nsmall,blue\n,\n");
        DataTable table = new CsvFile(bad) { SkipLines = 1 }.Read();
        byte[] zip = File.ReadAllBytes(Zip(string.Join('\n', Enumerable.Range(0, 1000)))), whole = [.. zip];
        zip[zip.Length / 2] ^= 0xFF;
        Snapshot.Errors("csv_errors",
        [
            ("no such file", () => CsvFile.Read(_folder.File("absent.csv"))),
            ("a folder", () => CsvFile.Read(_folder.File("."))),
            ("an empty file", () => CsvFile.Read(Write(""))),
            ("a header alone", () => CsvFile.Read(Write("a,b\n"))),
            ("nothing after the skipped lines", () => new CsvFile(Write("a\nb\n")) { SkipLines = 3 }.Read()),
            ("a short row", () => CsvFile.Read(Write("a,b,c\n1,2,3\n4,5\n"))),
            ("a long row", () => CsvFile.Read(Write("a,b\n1,2\n\n4,\"five\nor\nsix\",7\n"))),
            ("another delimiter", () => new CsvFile(Write("a;b\n1,5;2\n")).Read()),
            ("another delimiter, with quotes", () => CsvFile.Read(Write("\"fixed acidity\";\"quality\"\n7.4;5\n"))),
            ("another delimiter before a quote", () => CsvFile.Read(Write("a\tb\n1\t\"red\"\n"))),
            ("another delimiter and no comma", () => FeatureSpace.Infer(CsvFile.Read(Write("a;b\n1;2\n3;4\n")), "b")),
            ("too few names", () => new CsvFile(good) { Names = ["size"] }.Read()),
            ("two columns of a name", () => CsvFile.Read(Write("a,b,a\n1,2,3\n"))),
            ("a quote inside a cell", () => CsvFile.Read(Write("a,b\n1,5\" wide\n"))),
            ("text after a quoted cell", () => CsvFile.Read(Write("a,b\n1,\"5\" wide\n"))),
            ("a quote that is not closed", () => CsvFile.Read(Write("a,b\n1,\"2\n3,4\n"))),
            ("an empty cell too many", () => CsvFile.Read(Write("a,b\n1,2\n3,4,\n"))),
            ("a comment above the header", () => CsvFile.Read(Write("# by hand\na,b\n1,2\n"))),
            ("UTF-16 without a mark", () => CsvFile.Read(Write(Encoding.Unicode.GetBytes("a,b\n1,2\n")))),
            ("UTF-16 the other way round", () => CsvFile.Read(Write(Encoding.BigEndianUnicode.GetBytes("a,b\n1,2\n")))),
            ("UTF-32 without a mark", () => CsvFile.Read(Write(Encoding.UTF32.GetBytes("a,b\n1,2\n")))),
            ("half a character", () => CsvFile.Read(Write([0xFF, 0xFE, 0x41, 0, 0x0A, 0, 0, 0xD8, 0x0A, 0]))),
            ("a workbook", () => CsvFile.Read(Write([.. "PK"u8, 3, 4, 20, 0, 6, 0]))),
            ("gzip within gzip", () => CsvFile.Read(Write(Zip(File.ReadAllBytes(Zip("a,b\n1,2\n")))))),
            ("no path", () => CsvFile.Read("")),
            ("no possible path", () => CsvFile.Read("a\0b")),
            ("a very long path", () => CsvFile.Read(new string('x', 20000))),
            ("a name that is null", () => new CsvFile(good) { Names = ["size", null!] }.Read()),
            ("a very long name twice", () => CsvFile.Read(Write($"{new string('x', 1000)},{new string('x', 1000)}\n1,2\n"))),
            ("decimal commas", () => new FeatureSpace { new NumericColumn("size") }.Adapt(Semicolons("size;price\n3,14;10\n"))),
            ("decimal commas to infer from", () => FeatureSpace.Infer(Semicolons("size;price\n3;10\n\n3,14;20\n"), "price")),
            ("decimal commas between commas", () => CsvFile.Read(Write("size,price\n3,14,10\n"))),
            ("not UTF-8", () => CsvFile.Read(Write([.. "a\n"u8, 0xE9, .. "t\n"u8]))),
            ("damaged gzip", () => new CsvFile(Write(zip)) { HasHeader = false }.Read()),
            ("gzip that was cut", () => new CsvFile(Write(whole[..(whole.Length / 2)])) { HasHeader = false }.Read()),
            ("gzip of too much", () => new CsvFile(Zip(new string('\n', 100_000) + "a\n1\n")) { MostUnpacked = 100_000 }.Read()),
            ("too large a gzip", () => new CsvFile(Zip("a\n1\n")) { MostUnpacked = 10 }.Read()),
            ("a column that is not there", () => FeatureSpace.Infer(CsvFile.Read(good), "price")),
            ("not a number", () => new FeatureSpace { new NumericColumn("size") }.Adapt(table)),
            ("a missing number", () => new FeatureSpace { new NumericColumn("size") }.Adapt(table.Subset(0)).Inputs(table.Subset(2))),
            ("an unknown category", () => new FeatureSpace { new CategoricalColumn("colour") }.Adapt(table.Subset(0)).Inputs(table.Subset(1))),
            ("files of other lengths", () => table.Beside(CsvFile.Read(good))),
            ("lines to skip", () => new CsvFile(good) { SkipLines = -1 }),
            ("a quote as delimiter", () => new CsvFile(good) { Delimiter = '"' }),
        ], hide: _folder.Path);
    }

    [Fact]
    public void What_is_quoted_comes_back_as_it_was_and_every_row_knows_its_line()
    {
        string[] pieces = ["a", "\"", ",", "\n", "\r\n", " ", "é", ";", "NA"];
        Random random = new(2);
        for (int i = 0; i < 50; i++)
        {
            List<string[]> rows = [];
            List<int> lines = [];
            StringBuilder text = new("first,second\n");
            int line = 2;
            for (int row = 0; row < 8; row++)
            {
                for (; random.Next(3) == 0; line++) text.Append('\n');   // blank lines
                string[] cells = [.. Enumerable.Range(0, 2).Select(_ => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => pieces[random.Next(pieces.Length)])))];
                text.AppendJoin(',', cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append('\n');
                rows.Add(cells);
                lines.Add(line);
                line += 1 + cells.Sum(cell => cell.Count(c => c == '\n'));
            }
            DataTable table = CsvFile.Read(Write(text.ToString()));
            Assert.Equal(rows.Select(row => row[0]), table.Column("first"));
            Assert.Equal(rows.Select(row => row[1]), table.Column("second"));
            for (int row = 0; row < rows.Count; row++)
            {
                FeatureSpace space = new() { new NumericColumn("first") };
                Assert.Contains($"line {lines[row]}", Assert.Throws<DataException>(() => space.Adapt(table.Subset(row))).Where);
            }
        }
    }

    [Fact]
    public void Damaged_files_are_read_or_refused_and_nothing_else()
    {
        byte[] text = [.. "size,\"colour, or so\"\n1,\"r\"\"e\"\"d\"\r\n\n2.5,blue\n"u8], zip = File.ReadAllBytes(Zip(Encoding.UTF8.GetString(text)));
        byte[] likely = [.. "\",\n\r \0\t;é#"u8];
        Random random = new(1);
        int read = 0;
        for (int i = 0; i < 2000; i++)
        {
            byte[] damaged = [.. i % 4 == 0 ? zip : text];
            for (int k = random.Next(1, 4); k > 0; k--)
                damaged[random.Next(damaged.Length)] = random.Next(2) == 0 ? likely[random.Next(likely.Length)] : (byte)random.Next(256);
            string path = _folder.File("damaged.csv");
            File.WriteAllBytes(path, damaged[..random.Next(damaged.Length / 2, damaged.Length + 1)]);
            CsvFile file = new(path) { Delimiter = ",; \t"[random.Next(4)], SkipLines = random.Next(2), HasHeader = random.Next(2) == 0 };
            try
            {
                DataTable table = file.Read();
                for (int row = 0; row < table.Count; row++) Assert.All(table.Names, name => Assert.NotNull(table[row, name]));
                read++;
            }
            catch (DataException e)
            {
                Assert.Contains(e.Where, place => place.Contains("damaged.csv", StringComparison.Ordinal));
            }
        }
        Assert.InRange(read, 50, 1950);
    }

    [Fact]
    public void A_library_that_was_left_behind_is_not_taken_for_a_file()
    {
        string path = Write("a\n1\n");
        Type type = new WithoutCsvHelper().LoadFromAssemblyPath(typeof(CsvFile).Assembly.Location).GetType("Hebb.CsvFile", throwOnError: true)!;
        Exception e = Assert.Throws<TargetInvocationException>(() => type.GetMethod("Read", [typeof(string)])!.Invoke(null, [path])).InnerException!;
        Assert.Contains("put CsvHelper.dll beside Hebb.Formats.dll", Assert.IsType<UsageException>(e).Fix, StringComparison.Ordinal);
        Assert.Contains("CsvHelper", ((UsageException)e).Values, StringComparison.Ordinal);
    }

    private sealed class WithoutCsvHelper : AssemblyLoadContext
    {
        protected override Assembly? Load(AssemblyName name) => name.Name == "CsvHelper" ? throw new FileLoadException($"No {name.Name}.") : null;
    }

    private int _files;

    private string Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    private string Write(byte[] content)
    {
        string path = _folder.File($"{++_files}.csv");
        File.WriteAllBytes(path, content);
        return path;
    }

    private DataTable Semicolons(string text) => new CsvFile(Write(text)) { Delimiter = ';' }.Read();

    private string Zip(string text) => Write(Zip(Encoding.UTF8.GetBytes(text)));

    private static byte[] Zip(byte[] content)
    {
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.Optimal)) zip.Write(content);
        return packed.ToArray();
    }
}
