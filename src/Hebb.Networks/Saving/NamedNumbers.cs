using System.Globalization;

namespace Hebb;

/// <summary>A name with numbers in brackets, as files write a regularizer or a constraint: <c>max_norm(3, 0)</c>.</summary>
/// <param name="Kind">What stands before the bracket.</param>
/// <param name="Numbers">What stands inside, empty without one; a text that cannot be read has no kind.</param>
internal readonly record struct NamedNumbers(string Kind, double[] Numbers)
{
    /// <summary>Takes a text apart.</summary>
    public static NamedNumbers Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return new(text, []);
        if (text[^1] != ')') return new("", []);
        string[] parts = text[(open + 1)..^1].Split(',');
        var numbers = new double[parts.Length];
        for (int i = 0; i < parts.Length; i++)
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])) return new("", []);
        return new(text[..open], numbers);
    }
}
