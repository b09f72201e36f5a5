using System.Text;

namespace Hebb.Architecture.Tests;

/// <summary>A source file; <see cref="Code"/> is the file without its comments and the contents of its strings.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>What the compiler sees, line for line.</summary>
    public string Code { get; } = Strip(Text);

    public string[] Lines => Text.Split('\n');

    public override string ToString() => Path;

    /// <summary>Blanks out comments, strings and characters; line ends stay.</summary>
    public static string Strip(string text)
    {
        StringBuilder code = new(text.Length);
        for (int i = 0; i < text.Length;)
        {
            int end = End(text, i);
            if (end == i)
            {
                code.Append(text[i++]);
                continue;
            }
            for (; i < end; i++)
                if (text[i] == '\n') code.Append('\n');
        }
        return code.ToString();
    }

    // Where the comment or literal that begins at i ends; i itself when none does.
    private static int End(string text, int i)
    {
        if (At("//")) return Until("\n", i + 2, 0);
        if (At("/*")) return Until("*/", i + 2, 2);
        if (text[i] == '\'')
            for (int k = i + 1; k < text.Length && text[k] != '\n'; k++)
                if (text[k] == '\\') k++;
                else if (text[k] == '\'') return k + 1;
        int quote = i;
        while (quote < text.Length && text[quote] is '$' or '@') quote++;
        if (quote >= text.Length || text[quote] != '"') return i;
        int quotes = 0;
        while (quote + quotes < text.Length && text[quote + quotes] == '"') quotes++;
        if (quotes >= 3) return Until(new('"', quotes), quote + quotes, quotes);
        bool isVerbatim = text[i..quote].Contains('@', StringComparison.Ordinal), isInterpolated = text[i..quote].Contains('$', StringComparison.Ordinal);
        int depth = 0;
        for (int k = quote + 1; k < text.Length; k++)
        {
            if (isInterpolated && text[k] == '{') depth += k + 1 < text.Length && text[k + 1] == '{' && depth == 0 ? Skip(ref k) : 1;
            else if (isInterpolated && text[k] == '}' && depth > 0) depth--;
            else if (depth > 0 && text[k] == '"') k = End(text, k) - 1;   // a string inside an interpolation
            else if (depth > 0 && text[k] == '\'' && End(text, k) > k) k = End(text, k) - 1;
            else if (depth == 0 && text[k] == '\\' && !isVerbatim) k++;
            else if (depth == 0 && text[k] == '"' && isVerbatim && k + 1 < text.Length && text[k + 1] == '"') k++;
            else if (depth == 0 && text[k] == '"') return k + 1;
        }
        return text.Length;

        bool At(string start) => string.CompareOrdinal(text, i, start, 0, start.Length) == 0;

        int Until(string close, int from, int length) => text.IndexOf(close, from, StringComparison.Ordinal) is var at && at < 0 ? text.Length : at + length;

        static int Skip(ref int k)
        {
            k++;
            return 0;
        }
    }
}
