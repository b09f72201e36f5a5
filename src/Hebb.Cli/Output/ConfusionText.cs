using System.Globalization;
using System.Text;

namespace Hebb.Cli;

/// <summary>A confusion matrix in the room there is.</summary>
internal static class ConfusionText
{
    private const int MostClasses = 30, MostPairs = 10;

    /// <summary>The whole table where it fits, else the pairs that are confused most.</summary>
    public static string Of(ConfusionMatrix matrix, int width)
    {
        if (matrix.Classes <= MostClasses)
        {
            string table = matrix.ToTable().TrimEnd('\n');
            if (table.AsSpan().EnumerateLines().All(width)) return "Rows are the right classes, columns the predicted ones.\n" + table;
        }
        return Pairs(matrix);
    }

    private static bool All(this SpanLineEnumerator lines, int width)
    {
        foreach (ReadOnlySpan<char> line in lines)
            if (line.Length > width) return false;
        return true;
    }

    private static string Pairs(ConfusionMatrix matrix)
    {
        List<(long Count, int Label, int Prediction)> pairs = [];
        for (int label = 0; label < matrix.Classes; label++)
            for (int prediction = 0; prediction < matrix.Classes; prediction++)
                if (label != prediction && matrix[label, prediction] > 0) pairs.Add((matrix[label, prediction], label, prediction));
        if (pairs.Count == 0) return "No class was taken for another.";
        StringBuilder text = new("Confused most often:");
        foreach ((long count, int label, int prediction) in pairs.OrderByDescending(static pair => pair.Count).Take(MostPairs))   // the order of equals stays
            text.Append(CultureInfo.InvariantCulture, $"\n  {Figures.Count(count)} of {Name(matrix, label)} taken for {Name(matrix, prediction)}");
        return text.ToString();
    }

    private static string Name(ConfusionMatrix matrix, int label) => matrix.ClassNames?[label] ?? Figures.Count(label);
}
