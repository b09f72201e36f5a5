using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Several columns of categories together, one-hot by a hash: what is so of one only beside another (a price by place and season).</summary>
/// <remarks>Keras's <c>HashedCrossing</c>. Two combinations may share a bucket. (H.-T. Cheng et al., Wide and deep learning for recommender systems,
/// 2016.)</remarks>
/// <example><code>
/// FeatureSpace space = new() { new CategoricalColumn("island"), new CategoricalColumn("sex"), new CrossedColumn(16, "island", "sex") };
/// </code></example>
public sealed class CrossedColumn : TableColumn
{
    private const char Between = '\u001F';   // the unit separator, which no text has

    private readonly string[] _columns;

    /// <summary>Crosses columns.</summary>
    /// <param name="buckets">Into how many buckets their combinations are hashed: 1 to a million.</param>
    /// <param name="columns">The names of the columns in the table, two or more.</param>
    /// <exception cref="OptionException">There are no buckets or too many, fewer than two columns, one without a name, or one twice.</exception>
    public CrossedColumn(int buckets, params ReadOnlySpan<string> columns) : base(NameOf(columns))
    {
        Buckets = RequireBuckets("CrossedColumn", nameof(buckets), buckets);
        _columns = columns.ToArray();
    }

    /// <summary>The names of the columns in the table.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>The number of buckets.</summary>
    public int Buckets { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Features => [.. Enumerable.Range(0, Buckets).Select(bucket => $"{Name}#{bucket}")];

    internal override Action Adapt(DataTable table)
    {
        foreach (string column in _columns) table.Column(column);   // a hash learns nothing, but a name may be misspelt
        return static () => { };
    }

    internal override void Encode(DataTable table, int row, Span<float> to)
    {
        to.Clear();
        to[StableHash.Bucket(string.Join(Between, _columns.Select(column => table[row, column].Trim())), Buckets)] = 1;
    }

    internal override void Configure(JsonObject config)
    {
        config["type"] = "crossed";
        config["columns"] = new JsonArray([.. _columns.Select(static column => (JsonNode)column)]);
        config["buckets"] = Buckets;
    }

    private static string NameOf(ReadOnlySpan<string> columns)
    {
        if (columns.Length < 2) throw new OptionException("CrossedColumn: there is nothing to cross.", $"{columns.Length} columns", "name two columns or more");
        for (int i = 0; i < columns.Length; i++)
        {
            if (string.IsNullOrEmpty(columns[i]))
                throw new OptionException("CrossedColumn: a column has no name.", $"column {i + 1} of {columns.Length}",
                    "give the name that it has in the table");
            if (columns[..i].Contains(columns[i]))
                throw new OptionException($"CrossedColumn: '{columns[i]}' would be crossed with itself.", $"columns {string.Join(", ", columns.ToArray())}",
                    "name each column once");
        }
        return string.Join(" x ", columns.ToArray());
    }
}
