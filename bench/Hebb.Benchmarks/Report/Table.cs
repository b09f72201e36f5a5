namespace Hebb.Benchmarks.Report;

/// <summary>A table in Markdown, written row by row.</summary>
internal sealed class Table
{
    private readonly TextWriter _writer;

    /// <summary>Begins a table: its columns' titles.</summary>
    public Table(TextWriter writer, params string[] titles)
    {
        _writer = writer;
        Row(titles);
        writer.WriteLine(string.Concat(Enumerable.Repeat("|---", titles.Length)) + "|");
    }

    /// <summary>Writes a row.</summary>
    public void Row(params string[] cells) => _writer.WriteLine($"| {string.Join(" | ", cells)} |");
}
