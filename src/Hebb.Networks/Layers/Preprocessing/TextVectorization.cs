using System.Text;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Texts as numbers of their words: standardised, split, looked up in a vocabulary of frequent words, and cut or filled to one length.</summary>
/// <remarks>
/// <para>0 fills up, 1 is an unknown word, the vocabulary follows from 2. With <see cref="OutputMode.Int"/> the output is <c>[batch, sequenceLength]</c>, for
/// an Embedding; with MultiHot, Count and TfIdf it is <c>[batch, words + 1]</c>, unknown words first. Only the first sequenceLength words of a text
/// count.</para>
/// <para>TfIdf: the count of a word times <c>log(1 + N / (1 + n))</c>, for N texts of which n have the word; unknown words take the mean of these weights.
/// Defaults and formula are Keras's. (K. Spärck Jones, A statistical interpretation of term specificity, 1972; A127.)</para>
/// </remarks>
/// <example><code>
/// var words = new TextVectorization(sequenceLength: 50) { MaxTokens = 10_000 };
/// words.Adapt(reviews);                                                       // those to train on alone
/// var model = new Sequential([50]) { words, new Embedding(words.Size, 16), new Flatten(), new Dense(2) };
/// trainer.Fit(Dataset.From(words.Encode(reviews), labels), epochs: 5);
/// model.Save("reviews.hebb");
/// Tensor logits = Model.Load("reviews.hebb").Predict("A fine film.");
/// </code></example>
public sealed class TextVectorization : TextLayer
{
    private const int Reserved = 2;   // filling, and unknown
    private const string Punctuation = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'";

    private string[] _vocabulary;
    private Dictionary<string, int> _numbers = [];
    private double[]? _weights;   // of unknown words and of the vocabulary, until the layer is built
    private State? _state;

    /// <summary>Makes the layer.</summary>
    /// <param name="sequenceLength">How many words of a text count.</param>
    /// <param name="vocabulary">The words that are known, each once and as they are after standardising; none when <see cref="Adapt"/> finds them. A word that
    /// standardising changes, such as one with a capital letter, is never found in a text.</param>
    /// <exception cref="OptionException">The length is not positive, or a word is null, comes twice, or is one of those that Keras writes first, the empty one
    /// and <c>[UNK]</c>: their numbers are there without them.</exception>
    public TextVectorization(int sequenceLength, params ReadOnlySpan<string> vocabulary)
    {
        SequenceLength = sequenceLength > 0 ? sequenceLength
            : throw new OptionException($"TextVectorization: texts of {sequenceLength} words say nothing.", $"sequenceLength {sequenceLength}",
                "give the length that most texts do not exceed");
        _vocabulary = Vocabularies.Checked(vocabulary, "TextVectorization", "", Vocabularies.UnknownWord);
        Index();
    }

    /// <summary>How many words of a text count.</summary>
    public int SequenceLength { get; }

    /// <summary>How many different numbers there are at most, those for filling and unknown words included; without limit by default.</summary>
    /// <exception cref="OptionException">It leaves no room for a word, or not for all that were given.</exception>
    public int? MaxTokens { get; init => field = Vocabularies.Limit(value, Reserved, _vocabulary.Length, "TextVectorization"); }

    /// <summary>What is done to a text first; by default small letters without punctuation.</summary>
    public TextStandardization Standardization { get; init => field = Vocabularies.Known(value, nameof(Standardization)); }

    /// <summary>What a text is split into; words by default.</summary>
    public TextSplit Split { get; init => field = Vocabularies.Known(value, nameof(Split)); }

    /// <summary>Joins up to so many neighbouring tokens to further ones; 1, none, by default.</summary>
    public int NGrams { get; init => field = value >= 1 ? value
        : throw new OptionException($"TextVectorization: {value} words in a row cannot be joined.", $"NGrams {value}",
            "use 1 for words alone, 2 for pairs too"); } = 1;

    /// <summary>What the numbers become; <see cref="OutputMode.Int"/> by default.</summary>
    public OutputMode OutputMode { get; init => field = value is OutputMode.Int or OutputMode.MultiHot or OutputMode.Count or OutputMode.TfIdf ? value
        : throw new OptionException("TextVectorization: a text has many words.", $"OutputMode {value}", "use Int, MultiHot, Count or TfIdf"); }

    /// <summary>The words: what number 2 stands for, then 3, and so on.</summary>
    public IReadOnlyList<string> Vocabulary => _vocabulary;

    /// <summary>How many different numbers there are, those for filling and unknown words included: what an Embedding is to be told.</summary>
    public int Size => _vocabulary.Length + Reserved;

    /// <summary>The weights of <see cref="OutputMode.TfIdf"/>: of unknown words, then of the vocabulary.</summary>
    public IReadOnlyList<double> WordWeights => _state?.Cast(Hebb.DType.Float64).ToArray<double>() ?? _weights ?? [];

    /// <summary>Takes the words found in texts: the most frequent first, and of equally frequent ones the later in ordinal order (as in Keras); and their
    /// weights.</summary>
    /// <param name="texts">The texts to train on, without what is held out.</param>
    /// <returns>This layer.</returns>
    /// <exception cref="UsageException">The layer is part of a model already: its size is fixed.</exception>
    /// <exception cref="DataException">There is not one word in them, or a text is null.</exception>
    public TextVectorization Adapt(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        Vocabularies.RefuseWhenBuilt(this);
        List<string[]> documents = [.. Vocabularies.Present(texts, this).Select(text => Tokens(text).ToArray())];
        string[] found = Vocabularies.Ranked(documents.SelectMany(static tokens => tokens).Where(Vocabularies.IsWord), MaxTokens - Reserved,
            StringComparer.Ordinal);
        if (found.Length == 0)
            throw new DataException("TextVectorization: there is no word in the texts.", $"{documents.Count} texts", "give the texts to train on");
        _vocabulary = found;
        Index();
        int[] counts = new int[_vocabulary.Length];
        foreach (string[] tokens in documents)
            foreach (string token in tokens.Distinct())
                if (_numbers.TryGetValue(token, out int number)) counts[number - Reserved]++;
        double[] weights = Array.ConvertAll(counts, count => Math.Log(1 + ((double)documents.Count / (1 + count))));
        _weights = [weights.Average(), .. weights];
        return this;
    }

    private protected override int? Words => _vocabulary.Length;

    private protected override int Length => SequenceLength;

    private protected override void Write(string text, Span<int> numbers)
    {
        int at = 0;
        foreach (string token in Tokens(text).Take(numbers.Length)) numbers[at++] = _numbers.GetValueOrDefault(token, 1);
    }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (_vocabulary.Length == 0) throw Vocabularies.Unknown(this);
        if (OutputMode != OutputMode.TfIdf) return;
        _state = _weights is { } known ? AddState("idf", Tensor.From(known).Cast(DType)) : AddState("idf", [_vocabulary.Length + 1], 1);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank != 2 || x.Shape[1] != SequenceLength)
            throw new ShapeException($"TextVectorization: a sample here is {x.Shape[1..]}, and it makes {SequenceLength} numbers of a text.",
                $"sample {x.Shape[1..]}   sequenceLength {SequenceLength}",
                $"let the model begin with it: new Sequential([{SequenceLength}]) {{ new TextVectorization({SequenceLength}), ... }}");
        if (OutputMode == OutputMode.Int) return IndexEncoding.Encode(this, x, OutputMode, Size);
        Tensor counts = IndexEncoding.Encode(this, x, OutputMode == OutputMode.MultiHot ? OutputMode.MultiHot : OutputMode.Count, Size);
        Tensor words = counts.Slice(-1, 1, Size - 1);   // what fills up is no word
        return _state is null ? words : words.Cast(_state.DType) * _state;
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        config["sequenceLength"] = SequenceLength;
        Configure(config, _vocabulary, OutputMode);
        if (MaxTokens is { } most) config["maxTokens"] = most;
        if (Standardization != default) config["standardization"] = Standardization.ToString();
        if (Split != default) config["split"] = Split.ToString();
        if (NGrams != 1) config["nGrams"] = NGrams;
    }

    private void Index()
    {
        _numbers = new(StringComparer.Ordinal);
        for (int i = 0; i < _vocabulary.Length; i++) _numbers.Add(_vocabulary[i], i + Reserved);
    }

    private IEnumerable<string> Tokens(string text)
    {
        string[] parts = Split switch
        {
            TextSplit.Character => [.. Standardized(text).EnumerateRunes().Select(static rune => rune.ToString())],
            TextSplit.None => Standardized(text) is { Length: > 0 } whole ? [whole] : [],
            _ => Standardized(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        };
        for (int length = 1; length <= Math.Min(NGrams, parts.Length); length++)
            for (int i = 0; i + length <= parts.Length; i++)
                yield return length == 1 ? parts[i] : string.Join(' ', parts, i, length);
    }

    private string Standardized(string text)
    {
        if (Standardization is TextStandardization.LowerAndStripPunctuation or TextStandardization.Lower) text = text.ToLowerInvariant();
        if (Standardization is not (TextStandardization.LowerAndStripPunctuation or TextStandardization.StripPunctuation)) return text;
        StringBuilder kept = new(text.Length);
        foreach (char c in text)
            if (!Punctuation.Contains(c, StringComparison.Ordinal)) kept.Append(c);
        return kept.ToString();
    }
}
