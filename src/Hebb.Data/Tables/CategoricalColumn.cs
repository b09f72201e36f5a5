using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>A column of categories: texts (or numbers that only name something), of which the training rows tell the vocabulary.</summary>
/// <remarks>A missing text is a category like others. One that no training row had is refused unless <see cref="Unknown"/> says what becomes of it; how many
/// rows of a table have such, <see cref="FeatureSpace.Warnings"/> tells. Hashing: K. Weinberger, A. Dasgupta, J. Langford, A. Smola, J. Attenberg, Feature
/// hashing for large scale multitask learning, 2009.</remarks>
/// <param name="name">The name of the column in the table.</param>
/// <example><code>new CategoricalColumn("ocean_proximity") { Unknown = UnknownCategory.Zeros }</code></example>
public sealed class CategoricalColumn(string name) : TableColumn(name)
{
    private string[] _categories = [];
    private Dictionary<string, int> _numbers = [];
    private bool _isAdapted;

    /// <summary>What a category becomes; <see cref="CategoryOutput.OneHot"/> by default.</summary>
    public CategoryOutput Output { get; init => field = Known(value, nameof(CategoricalColumn), nameof(Output)); }

    /// <summary>What becomes of a category that no training row had; an error by default. A hash knows no such thing.</summary>
    public UnknownCategory Unknown { get; init => field = Known(value, nameof(CategoricalColumn), nameof(Unknown)); }

    /// <summary>The number of buckets of <see cref="CategoryOutput.Hashed"/>; 64 by default, a million at most.</summary>
    public int Buckets { get; init => field = RequireBuckets("CategoricalColumn", nameof(Buckets), value); } = 64;

    /// <summary>The categories of the training rows, sorted.</summary>
    public IReadOnlyList<string> Categories => _categories;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Features => Output switch
    {
        CategoryOutput.Index => [Name],
        CategoryOutput.Hashed => [.. Enumerable.Range(0, Buckets).Select(bucket => $"{Name}#{bucket}")],
        _ => [.. _categories.Select(category => $"{Name}={category}"), .. Unknown == UnknownCategory.Own ? [$"{Name} is unknown"] : (string[])[]],
    };

    internal override Action Adapt(DataTable table)
    {
        string[] categories = [.. table.Column(Name).Select(Clean).Distinct().Order(StringComparer.Ordinal)];
        return () => With(categories);
    }

    internal override void Encode(DataTable table, int row, Span<float> to)
    {
        if (Output == CategoryOutput.Index)
        {
            to[0] = IndexOf(table, row, unknownIsZeros: false);
            return;
        }
        to.Clear();
        if (Output == CategoryOutput.Hashed) to[StableHash.Bucket(Clean(table[row, Name]), Buckets)] = 1;
        else if (IndexOf(table, row, unknownIsZeros: true) is >= 0 and var index) to[index] = 1;
    }

    /// <summary>The number of a row's category, where it is the target: zeros are no class.</summary>
    internal int LabelOf(DataTable table, int row) => IndexOf(table, row, unknownIsZeros: false);

    private int IndexOf(DataTable table, int row, bool unknownIsZeros)   // -1 for an unknown one that becomes zeros
    {
        if (!_isAdapted) throw FeatureSpace.NotAdapted($"the column '{Name}'");
        string text = Clean(table[row, Name]);
        if (_numbers.TryGetValue(text, out int index)) return index;
        return Unknown switch
        {
            UnknownCategory.Own => _categories.Length,
            UnknownCategory.Zeros when unknownIsZeros => -1,
            _ => throw table.Error(row, Name, "CategoricalColumn: no training row had this category.",
                $"text '{text}'; known {string.Join(", ", _categories.Take(8).Select(static known => $"'{known}'"))}{(_categories.Length > 8 ? ", ..." : "")}",
                unknownIsZeros || Unknown != UnknownCategory.Zeros
                ? "correct the cell, or set Unknown = UnknownCategory.Zeros (of no known category) or UnknownCategory.Own"
                : "correct the cell, leave the row out, or set Unknown = UnknownCategory.Own: zeros are no class and no number"),
        };
    }

    /// <summary>The texts of a table that are no category of the training rows, one for each row that has one; none for a hash, which knows them all.</summary>
    internal IReadOnlyList<string> UnknownOf(DataTable table) =>
        Output == CategoryOutput.Hashed ? [] : [.. table.Column(Name).Select(Clean).Where(text => !_numbers.ContainsKey(text))];

    internal override void Configure(JsonObject config)
    {
        config["type"] = "categorical";
        config["output"] = Output.ToString();
        config["unknown"] = Unknown.ToString();
        config["buckets"] = Buckets;
        config["categories"] = new JsonArray([.. _categories.Select(static category => (JsonNode)category)]);
    }

    private protected override bool Matters(string option) => option != "buckets" || Output == CategoryOutput.Hashed;

    /// <summary>Whether categories are as <see cref="Adapt"/> finds them: one or more, clean, sorted, each once.</summary>
    internal static bool AreCategories(string[] categories)
    {
        for (int i = 0; i < categories.Length; i++)
            if (Clean(categories[i]) != categories[i] || (i > 0 && string.CompareOrdinal(categories[i - 1], categories[i]) >= 0)) return false;
        return categories.Length > 0;
    }

    /// <summary>A column with categories of its own.</summary>
    internal CategoricalColumn With(string[] categories)
    {
        _categories = categories;
        _numbers = [];
        for (int i = 0; i < categories.Length; i++) _numbers.TryAdd(categories[i], i);
        _isAdapted = true;
        return this;
    }

    private static string Clean(string text) => DataTable.IsMissing(text) ? "" : text.Trim();
}
