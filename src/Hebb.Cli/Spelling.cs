namespace Hebb.Cli;

/// <summary>What the user may have meant.</summary>
internal static class Spelling
{
    /// <summary>The known word that takes the fewest letters to change, if it is near enough to be a slip.</summary>
    public static string? Nearest(string typed, IEnumerable<string> known)
    {
        string? nearest = known.MinBy(word => Distance(typed, word));
        return nearest is not null && Distance(typed, nearest) <= Math.Max(2, typed.Length / 3) ? nearest : null;
    }

    /// <summary>" (did you mean 'that'?)" where a word is near, else nothing.</summary>
    public static string Hint(string typed, IEnumerable<string> known) => Nearest(typed, known) is { } near ? $" (did you mean '{near}'?)" : "";

    // Levenshtein's distance: insertions, deletions and exchanges of letters.
    private static int Distance(string left, string right)
    {
        var row = new int[right.Length + 1];
        for (int j = 0; j < row.Length; j++) row[j] = j;
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[^1];
    }
}
