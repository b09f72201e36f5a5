using System.Globalization;
using System.IO.Compression;

namespace Hebb.Training.Tests.Diagnosis;

/// <summary>Published tables of numbers, in the form in which scikit-learn ships them.</summary>
internal static class RealTables
{
    /// <summary>A table whose last column is the number of the class, split; with a layer that knows the training columns' means and deviations.</summary>
    public static (Dataset Train, Dataset Validation, Normalization Layer) Classes(string file, int classes, ulong seed)
    {
        (float[,] inputs, float[] last) = Read(file, header: true);
        int[] labels = Array.ConvertAll(last, static label => (int)label);
        return Split(Dataset.From(inputs, labels, [.. Enumerable.Range(0, classes).Select(static c => $"class {c}")]), seed);
    }

    /// <summary>The same, with the last column as a number, scaled.</summary>
    public static (Dataset Train, Dataset Validation, Normalization Layer) Numbers(string file, float scale, bool header, ulong seed)
    {
        (float[,] inputs, float[] last) = Read(file, header);
        return Split(Dataset.From(inputs, Array.ConvertAll(last, target => target * scale)), seed);
    }

    /// <summary>Some columns of a table of words and numbers, each cell as the number of its text; the first column of the file tells two classes
    /// apart.</summary>
    public static Dataset Codes(string file, string[] columns)
    {
        string[][] rows = [.. File.ReadLines(Path.Combine([DataFactAttribute.DataFolderOf("tabular")!, .. file.Split('/')])).Select(static line => line.Split(','))];
        int[] places = Array.ConvertAll(columns, column => Array.IndexOf(rows[0], column));
        var inputs = new float[rows.Length - 1, columns.Length];
        for (int k = 0; k < places.Length; k++)
        {
            Dictionary<string, int> codes = [];
            for (int i = 1; i < rows.Length; i++)
            {
                codes.TryAdd(rows[i][places[k]], codes.Count);
                inputs[i - 1, k] = codes[rows[i][places[k]]];
            }
        }
        return Dataset.From(inputs, [.. rows.Skip(1).Select(row => row[0] == rows[1][0] ? 1 : 0)]);
    }

    private static (Dataset, Dataset, Normalization) Split(Dataset data, ulong seed)
    {
        (Dataset train, Dataset validation) = data.Split(0.25, seed);
        Normalization layer = new();
        layer.Adapt(train);
        return (train, validation, layer);
    }

    private static (float[,] Inputs, float[] Last) Read(string file, bool header)
    {
        using Stream stream = File.OpenRead(Path.Combine(DataFactAttribute.DataFolderOf("tabular")!, "sklearn", file));
        using StreamReader reader = new(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        float[][] rows = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(header ? 1 : 0).Where(static line => line[0] != '"')
            .Select(static line => Array.ConvertAll(line.Split(','), static cell => float.Parse(cell, CultureInfo.InvariantCulture)))];
        var inputs = new float[rows.Length, rows[0].Length - 1];
        for (int i = 0; i < rows.Length; i++)
            for (int k = 0; k < inputs.GetLength(1); k++) inputs[i, k] = rows[i][k];
        return (inputs, [.. rows.Select(static row => row[^1])]);
    }
}
