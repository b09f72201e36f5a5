using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Whole numbers that only name something (codes, identifiers) as numbers of a vocabulary: 0 for one that is not in it, then from 1 on.</summary>
/// <remarks>Every input is compared with the whole vocabulary, which suits thousands of codes; for more, hash them (<see cref="Hashing"/>). Fractions are
/// dropped, as in Keras, and a NaN is in no vocabulary. The vocabulary is a
/// state, saved with the model. (A127.)</remarks>
/// <example><code>var codes = new IntegerLookup([12, 36, 1138]) { OutputMode = OutputMode.OneHot };   // 36 is number 2, 7 is number 0</code></example>
public sealed class IntegerLookup : Layer
{
    private long[] _vocabulary;   // until the layer is built
    private int _awaited;         // how many numbers a file is about to bring
    private State? _state;

    /// <summary>Makes a lookup.</summary>
    /// <param name="vocabulary">The numbers that are known, each once, in the order in which they are numbered; none when <see cref="Adapt"/> finds
    /// them.</param>
    /// <exception cref="OptionException">A number comes twice.</exception>
    public IntegerLookup(params ReadOnlySpan<long> vocabulary)
    {
        _vocabulary = vocabulary.ToArray();
        if (_vocabulary.GroupBy(static number => number).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            throw new OptionException("IntegerLookup: a number is in the vocabulary twice.", $"number {twice.Key}", "name each once");
    }

    /// <summary>How many numbers it gives at most, the 0 for unknown ones included; without limit by default.</summary>
    /// <exception cref="OptionException">It leaves no room for a number, or not for all that were given.</exception>
    public int? MaxTokens { get; init => field = value is not (null or > 1)
        ? throw new OptionException($"IntegerLookup: {value} tokens leave no room for a vocabulary.", $"MaxTokens {value}", "use two or more, or none")
        : value <= Math.Max(_vocabulary.Length, _awaited)
        ? throw new OptionException("IntegerLookup: the vocabulary has more numbers than MaxTokens has room for.",
            $"MaxTokens {value}, one of them for unknown numbers   vocabulary {Math.Max(_vocabulary.Length, _awaited)}", "give fewer, or a larger MaxTokens")
        : value; }

    /// <summary>Takes the numbers found in data: the most frequent first, and of equally frequent ones the larger (as in Keras).</summary>
    /// <param name="data">The numbers to train on, Int32 or Int64, of any shape.</param>
    /// <returns>This layer.</returns>
    /// <exception cref="DTypeException">The data are not whole numbers.</exception>
    /// <exception cref="DataException">There are no numbers.</exception>
    /// <exception cref="UsageException">The layer is part of a model already: its size is fixed.</exception>
    public IntegerLookup Adapt(Tensor data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Vocabularies.RefuseWhenBuilt(this);
        if (data.DType is not (Hebb.DType.Int32 or Hebb.DType.Int64 or Hebb.DType.UInt8))
            throw new DTypeException("IntegerLookup: only whole numbers have a vocabulary.", $"data {data.Spec}",
                "cut other numbers into bins with Discretization");
        if (data.Count == 0)
            throw new DataException("IntegerLookup: there are no numbers to take a vocabulary from.", $"data {data.Spec}", "give the data to train on");
        _vocabulary = Vocabularies.Ranked(data.Cast(Hebb.DType.Int64).ToArray<long>(), MaxTokens - 1, Comparer<long>.Default);
        return this;
    }

    /// <summary>How many numbers it gives: those of the vocabulary, and 0.</summary>
    public int Size => (_state?.Shape[0] ?? _vocabulary.Length) + 1;

    /// <summary>What the numbers become; <see cref="OutputMode.Int"/> by default.</summary>
    public OutputMode OutputMode { get; init => field = value is OutputMode.Int or OutputMode.OneHot or OutputMode.MultiHot or OutputMode.Count ? value
        : throw new OptionException("IntegerLookup: these numbers have no weights as words do.", $"OutputMode {value}", "use Int, OneHot, MultiHot or Count"); }

    /// <summary>The vocabulary: what number 1 stands for, then 2, and so on.</summary>
    public IReadOnlyList<long> Vocabulary => _state?.ToArray<long>() ?? _vocabulary;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (_vocabulary.Length == 0 && _awaited <= 0) throw Vocabularies.Unknown(this);
        _state = _awaited > 0 ? AddState("vocabulary", [_awaited], type: Hebb.DType.Int64) : AddState("vocabulary", Tensor.From(_vocabulary));
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        Tensor isEqual = x.Cast(Hebb.DType.Int64).ExpandDims(-1).EqualTo(_state!);
        Tensor numbers = Tensor.Arange(1, Size, type: Hebb.DType.Int32);
        Tensor found = (isEqual.Cast(Hebb.DType.Int32) * numbers).Sum(-1);
        if (x.DType.IsFloat()) found = Tensor.Where(x.IsNaN(), 0, found);   // the cast made it a 0, which may be a code
        return IndexEncoding.Encode(this, found, OutputMode, Size);
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        config["vocabularySize"] = Size - 1;
        if (MaxTokens is { } most) config["maxTokens"] = most;
        if (OutputMode != OutputMode.Int) config["outputMode"] = OutputMode.ToString();
    }

    /// <summary>One whose vocabulary is about to be loaded.</summary>
    internal static IntegerLookup OfSize(int vocabulary, int? maxTokens, OutputMode mode) =>
        new() { _awaited = vocabulary, MaxTokens = maxTokens, OutputMode = mode };
}
