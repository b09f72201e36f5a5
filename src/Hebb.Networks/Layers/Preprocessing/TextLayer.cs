using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>A first layer for texts: <see cref="Encode"/> makes numbers of them on the host, and the layer's formula makes indicators or counts of the
/// numbers where that is wanted.</summary>
/// <remarks>Text is no tensor: what enters the model are numbers of tokens, so that the rest is captured, replayed and saved like any other. The vocabulary is
/// part of the layer and saved with the model, which then predicts from texts (<see cref="Model.Predict(ReadOnlySpan{string})"/>). (A127.)</remarks>
public abstract class TextLayer : Layer
{
    private protected TextLayer()
    {
    }

    /// <summary>The numbers of the tokens, Int32 <c>[texts, n]</c>: what the model is trained on.</summary>
    /// <param name="texts">The texts, one for each sample.</param>
    /// <exception cref="UsageException">The layer has no vocabulary yet.</exception>
    /// <exception cref="DataException">A text is null.</exception>
    /// <exception cref="ShapeException">There are no texts, or more numbers than fit into a tensor.</exception>
    /// <example><code>Dataset data = Dataset.From(vectorization.Encode(reviews), labels, ["bad", "good"]);</code></example>
    public Tensor Encode(params ReadOnlySpan<string> texts)
    {
        try
        {
            if (Words == 0) throw Vocabularies.Unknown(this);
            if ((long)texts.Length * Length > Array.MaxLength)
                throw new ShapeException($"{GetType().Name}: {Length} numbers for each text are more than one tensor can have.",
                    $"texts {texts.Length}   numbers for each {Length}",
                    "use fewer for each, as many as most texts have words, or encode fewer texts at a time");
            int[] numbers = new int[texts.Length * Length];
            for (int i = 0; i < texts.Length; i++) Write(texts[i] ?? throw Vocabularies.Missing(i, this), numbers.AsSpan(i * Length, Length));
            return Numbers(numbers, texts.Length);
        }
        catch (HebbException e) when (e.Within(Place))
        {
            throw;
        }
    }

    /// <summary>How many words it knows; null when it needs none.</summary>
    private protected abstract int? Words { get; }

    /// <summary>How many numbers it makes of a text.</summary>
    private protected virtual int Length => 1;

    /// <summary>The numbers of one text, into zeros.</summary>
    private protected abstract void Write(string text, Span<int> numbers);

    /// <summary>The options; of the vocabulary only the size, for it may be long.</summary>
    public override string ToString()
    {
        JsonObject config = [];
        Configure(config);
        config.Remove("vocabulary");
        string options = string.Join(", ",
            config.Select(static pair => $"{char.ToUpperInvariant(pair.Key[0])}{pair.Key[1..]} = {pair.Value?.ToJsonString().Trim('"')}"));
        if (Words > 0) options += $"{(options.Length > 0 ? ", " : "")}{Words} words";
        return options.Length > 0 ? $"{GetType().Name} {{ {options} }}" : GetType().Name;
    }

    /// <summary>Numbers of texts, from an array of them.</summary>
    private protected static Tensor Numbers(int[] numbers, int texts) => texts > 0 ? Tensor.From(numbers, [texts, numbers.Length / texts])
        : throw new ShapeException("Encode: there are no texts.", "0 texts", "give at least one");

    private protected void Configure(JsonObject config, IReadOnlyList<string> vocabulary, OutputMode mode)
    {
        config["vocabulary"] = new JsonArray([.. vocabulary.Select(static word => (JsonNode)word)]);
        if (mode != OutputMode.Int) config["outputMode"] = mode.ToString();
    }
}
