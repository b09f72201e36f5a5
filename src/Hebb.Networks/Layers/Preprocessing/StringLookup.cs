using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Whole texts, such as categories, as numbers of a vocabulary: 0 for one that is not in it, then from 1 on.</summary>
/// <remarks>Input of the formula: numbers <c>[batch, 1]</c> from <see cref="Encode"/>; output the same, or <c>[batch, size]</c>. (A127.)</remarks>
/// <example><code>
/// var colours = new StringLookup { OutputMode = OutputMode.OneHot }.Adapt(["red", "blue", "red"]);   // red 1, blue 2, others 0
/// var model = new Sequential([1]) { colours, new Dense(1) };
/// Tensor y = model.Predict("blue", "green");
/// </code></example>
public sealed class StringLookup : TextLayer
{
    private string[] _vocabulary;
    private Dictionary<string, int> _numbers;

    /// <summary>Makes a lookup.</summary>
    /// <param name="vocabulary">The texts that are known, each once, in the order in which they are numbered; none when <see cref="Adapt"/> finds
    /// them.</param>
    /// <exception cref="OptionException">A text comes twice.</exception>
    public StringLookup(params ReadOnlySpan<string> vocabulary)
    {
        _vocabulary = Vocabularies.Checked(vocabulary, "StringLookup");
        _numbers = Index(_vocabulary);
    }

    /// <summary>How many numbers it gives at most, the 0 for unknown texts included; without limit by default.</summary>
    public int? MaxTokens { get; init => field = Vocabularies.Limit(value, 1, "StringLookup"); }

    /// <summary>What the numbers become; <see cref="OutputMode.Int"/> by default.</summary>
    public OutputMode OutputMode { get; init => field = value is not OutputMode.TfIdf ? value
        : throw new OptionException("StringLookup: whole texts have no weights as words do.", $"OutputMode {value}", "use Int, OneHot, MultiHot or Count"); }

    /// <summary>The vocabulary: what number 1 stands for, then 2, and so on.</summary>
    public IReadOnlyList<string> Vocabulary => _vocabulary;

    /// <summary>How many numbers it gives: those of the vocabulary, and 0.</summary>
    public int Size => _vocabulary.Length + 1;

    /// <summary>Takes the texts found in data: the most frequent first, and of equally frequent ones the later in ordinal order (as in Keras).</summary>
    /// <returns>This layer.</returns>
    /// <exception cref="UsageException">The layer is part of a model already: its size is fixed.</exception>
    public StringLookup Adapt(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        Vocabularies.RefuseWhenBuilt(this);
        _vocabulary = Vocabularies.Ranked(texts, MaxTokens - 1, StringComparer.Ordinal);
        _numbers = Index(_vocabulary);
        return this;
    }

    /// <inheritdoc/>
    public override Tensor Encode(params ReadOnlySpan<string> texts)
    {
        if (_vocabulary.Length == 0) throw Vocabularies.Unknown(this);
        int[] numbers = new int[texts.Length];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = _numbers.GetValueOrDefault(texts[i]);
        return Numbers(numbers, texts.Length);
    }

    /// <summary>The texts that numbers stand for: the inverse, as for predicted classes. 0 is <c>[UNK]</c>.</summary>
    /// <param name="numbers">Int32 of any shape.</param>
    /// <exception cref="DataException">A number is outside the vocabulary.</exception>
    public string[] Decode(Tensor numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        return [.. numbers.Cast(Hebb.DType.Int32).ToArray<int>().Select(number => number == 0 ? "[UNK]"
            : number > 0 && number <= _vocabulary.Length ? _vocabulary[number - 1]
            : throw new DataException("StringLookup: no text has this number.", $"number {number}, {_vocabulary.Length} words",
                "decode what this layer gave"))];
    }

    private protected override int Words => _vocabulary.Length;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (_vocabulary.Length == 0) throw Vocabularies.Unknown(this);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return IndexEncoding.Encode(x, OutputMode, Size);
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        Configure(config, _vocabulary, OutputMode);
        if (MaxTokens is { } most) config["maxTokens"] = most;
    }

    private static Dictionary<string, int> Index(string[] vocabulary)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        for (int i = 0; i < vocabulary.Length; i++) numbers.Add(vocabulary[i], i + 1);
        return numbers;
    }
}
