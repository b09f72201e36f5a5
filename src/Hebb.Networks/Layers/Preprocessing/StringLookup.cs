using System.Globalization;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Whole texts, such as categories, as numbers of a vocabulary: 0 for one that is not in it, then from 1 on.</summary>
/// <remarks>Input of the formula: numbers <c>[batch, 1]</c> from <see cref="TextLayer.Encode"/>; output the same, or <c>[batch, size]</c>. (A127.)</remarks>
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
    /// <exception cref="OptionException">A text is null, comes twice, or is <c>[UNK]</c>, whose number is 0 without it.</exception>
    public StringLookup(params ReadOnlySpan<string> vocabulary)
    {
        _vocabulary = Vocabularies.Checked(vocabulary, "StringLookup", Vocabularies.UnknownWord);
        _numbers = Index(_vocabulary);
    }

    /// <summary>How many numbers it gives at most, the 0 for unknown texts included; without limit by default.</summary>
    /// <exception cref="OptionException">It leaves no room for a text, or not for all that were given.</exception>
    public int? MaxTokens { get; init => field = Vocabularies.Limit(value, 1, _vocabulary.Length, "StringLookup"); }

    /// <summary>What the numbers become; <see cref="OutputMode.Int"/> by default.</summary>
    public OutputMode OutputMode { get; init => field = value is OutputMode.Int or OutputMode.OneHot or OutputMode.MultiHot or OutputMode.Count ? value
        : throw new OptionException("StringLookup: whole texts have no weights as words do.", $"OutputMode {value}", "use Int, OneHot, MultiHot or Count"); }

    /// <summary>The vocabulary: what number 1 stands for, then 2, and so on.</summary>
    public IReadOnlyList<string> Vocabulary => _vocabulary;

    /// <summary>How many numbers it gives: those of the vocabulary, and 0.</summary>
    public int Size => _vocabulary.Length + 1;

    /// <summary>Takes the texts found in data: the most frequent first, and of equally frequent ones the later in ordinal order (as in Keras).</summary>
    /// <returns>This layer.</returns>
    /// <exception cref="UsageException">The layer is part of a model already: its size is fixed.</exception>
    /// <exception cref="DataException">There are no texts, or one is null.</exception>
    public StringLookup Adapt(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        Vocabularies.RefuseWhenBuilt(this);
        string[] found = Vocabularies.Ranked(Vocabularies.Present(texts, this).Where(Vocabularies.IsWord), MaxTokens - 1, StringComparer.Ordinal);
        if (found.Length == 0) throw new DataException("StringLookup: there are no texts to take a vocabulary from.", "0 texts", "give the texts to train on");
        _vocabulary = found;
        _numbers = Index(_vocabulary);
        return this;
    }

    /// <summary>The texts that numbers stand for: the inverse, as for predicted classes. 0 is <c>[UNK]</c>.</summary>
    /// <param name="numbers">Whole numbers of any shape and type.</param>
    /// <exception cref="DataException">A number is outside the vocabulary, or not whole.</exception>
    /// <exception cref="UsageException">The layer has no vocabulary yet.</exception>
    public string[] Decode(Tensor numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        if (_vocabulary.Length == 0) throw Vocabularies.Unknown(this);
        return [.. numbers.Cast(Hebb.DType.Float64).ToArray<double>().Select(number => number == 0 ? Vocabularies.UnknownWord
            : number > 0 && number <= _vocabulary.Length && double.IsInteger(number) ? _vocabulary[(int)number - 1]
            : throw new DataException("StringLookup: no text has this number.",
                string.Create(CultureInfo.InvariantCulture, $"number {number}, {_vocabulary.Length} words"),
                "decode what this layer gave; of logits or probabilities, take ArgMax(-1) first"))];
    }

    private protected override int? Words => _vocabulary.Length;

    private protected override void Write(string text, Span<int> numbers) => numbers[0] = _numbers.GetValueOrDefault(text);

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (_vocabulary.Length == 0) throw Vocabularies.Unknown(this);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return IndexEncoding.Encode(this, x, OutputMode, Size);
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
