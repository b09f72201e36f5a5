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
    /// <example><code>Dataset data = Dataset.From(vectorization.Encode(reviews), labels, ["bad", "good"]);</code></example>
    public abstract Tensor Encode(params ReadOnlySpan<string> texts);

    /// <summary>How many words it knows.</summary>
    private protected abstract int Words { get; }

    /// <summary>The options; of the vocabulary only the size, for it may be long.</summary>
    public override string ToString()
    {
        JsonObject config = [];
        Configure(config);
        config.Remove("vocabulary");
        string options = string.Join(", ",
            config.Select(static pair => $"{char.ToUpperInvariant(pair.Key[0])}{pair.Key[1..]} = {pair.Value?.ToJsonString().Trim('"')}"));
        return $"{GetType().Name} {{ {options}{(options.Length > 0 && Words > 0 ? ", " : "")}{(Words > 0 ? $"{Words} words" : "")} }}";
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
