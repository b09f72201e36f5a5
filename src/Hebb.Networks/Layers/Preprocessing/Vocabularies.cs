namespace Hebb;

/// <summary>What the layers with a vocabulary have in common.</summary>
internal static class Vocabularies
{
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

    /// <summary>A vocabulary that was given: no word twice.</summary>
    public static string[] Checked(ReadOnlySpan<string> vocabulary, string layer)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string word in vocabulary)
        {
            if (!seen.Add(word))
                throw new OptionException($"{layer}: a word is in the vocabulary twice.", $"word '{word}'", "name each once");
        }
        return vocabulary.ToArray();
    }

    /// <summary>The limit of a vocabulary, which must leave room for a word.</summary>
    public static int? Limit(int? value, int reserved, string layer) => value is null || value > reserved ? value
        : throw new OptionException($"{layer}: {value} tokens leave no room for a word.", $"MaxTokens {value}", $"use {reserved + 1} or more, or none");

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
}
