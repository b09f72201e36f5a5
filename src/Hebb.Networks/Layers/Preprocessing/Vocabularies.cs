namespace Hebb;

/// <summary>What the layers with a vocabulary have in common.</summary>
internal static class Vocabularies
{
    /// <summary>What stands for every text that is not in the vocabulary.</summary>
    public const string UnknownWord = "[UNK]";

    /// <summary>The tokens by how often they come, the most frequent first, and of equally frequent ones the greater, as in Keras.</summary>
    /// <param name="tokens">All tokens of the training data.</param>
    /// <param name="most">How many are kept; all when null.</param>
    /// <param name="order">What greater means.</param>
    public static T[] Ranked<T>(IEnumerable<T> tokens, int? most, IComparer<T> order) where T : notnull
    {
        Dictionary<T, int> counts = [];
        foreach (T token in tokens) counts[token] = counts.GetValueOrDefault(token) + 1;
        IEnumerable<KeyValuePair<T, int>> ranked = counts.OrderByDescending(static pair => pair.Value).ThenByDescending(static pair => pair.Key, order);
        return [.. ranked.Take(most ?? int.MaxValue).Select(static pair => pair.Key)];
    }

    /// <summary>Texts to train on, without a null among them.</summary>
    public static IEnumerable<string> Present(IEnumerable<string> texts, Layer layer) => texts.Select((text, i) => text ?? throw Missing(i, layer));

    /// <summary>The error about a text that is null.</summary>
    public static DataException Missing(int number, Layer layer) => new($"{layer.GetType().Name}: text number {number} is null.", $"text number {number} null",
        "give \"\" for a text that is missing, or leave its sample out");

    /// <summary>Whether a text found in data can be in a vocabulary: not what stands for unknown texts, and no half of a character, which no file can
    /// keep.</summary>
    public static bool IsWord(string text) => text != UnknownWord && !HasHalfCharacter(text);

    /// <summary>A vocabulary that was given: no word null or twice, and none of the reserved ones.</summary>
    public static string[] Checked(ReadOnlySpan<string> vocabulary, string layer, params ReadOnlySpan<string> reserved)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < vocabulary.Length; i++)
        {
            string? word = vocabulary[i];
            if (word is null)
                throw new OptionException($"{layer}: a word of the vocabulary is null.", $"word number {i} of {vocabulary.Length}", "leave it out");
            if (HasHalfCharacter(word))
                throw new OptionException($"{layer}: a word of the vocabulary has half a character, which no file can keep.",
                    $"word number {i} of {vocabulary.Length}   a surrogate without its other half", "leave it out, or cut texts between characters");
            if (reserved.Contains(word))
                throw new OptionException($"{layer}: '{word}' has a number already, and cannot be in the vocabulary.",
                    $"word number {i} of {vocabulary.Length}", "leave it out, and so the first words of a vocabulary from Keras: '' and '[UNK]'");
            if (!seen.Add(word))
                throw new OptionException($"{layer}: a word is in the vocabulary twice.", $"word '{word}'", "name each once");
        }
        return vocabulary.ToArray();
    }

    /// <summary>The limit of a vocabulary, which must leave room for a word.</summary>
    public static int? Limit(int? value, int reserved, int words, string layer) => value <= reserved
        ? throw new OptionException($"{layer}: {value} tokens leave no room for a word.", $"MaxTokens {value}", $"use {reserved + 1} or more, or none")
        : value - reserved < words
        ? throw new OptionException($"{layer}: the vocabulary has more words than MaxTokens has room for.",
            $"MaxTokens {value}, {reserved} of them reserved   words {words}",
            $"give the {value - reserved} most frequent words, or use {words + reserved} or more")
        : value;

    /// <summary>An option that is one of its type's names.</summary>
    public static T Known<T>(T value, string option) where T : struct, Enum => Enum.IsDefined(value) ? value
        : throw new OptionException($"TextVectorization: there is no such {option}.", $"{option} {value}", $"use {string.Join(", ", Enum.GetNames<T>())}");

    /// <summary>Refuses to change the vocabulary of a layer whose size others rely on.</summary>
    public static void RefuseWhenBuilt(Layer layer)
    {
        if (layer.IsBuilt)
            throw new UsageException($"{layer.GetType().Name}: '{layer.Name}' is part of a model already, and its vocabulary is fixed.", $"layer {layer}",
                "call Adapt before the layer is put into a model");
    }

    /// <summary>The error for a layer that has no vocabulary yet.</summary>
    public static UsageException Unknown(Layer layer) => new($"{layer.GetType().Name}: '{layer.Name}' has no vocabulary.", $"layer {layer}",
        "call Adapt with the training data first, or give the vocabulary");

    private static bool HasHalfCharacter(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsSurrogatePair(text, i)) return true;
            i++;
        }
        return false;
    }
}
