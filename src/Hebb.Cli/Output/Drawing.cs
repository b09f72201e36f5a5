using System.Text;

namespace Hebb.Cli;

/// <summary>Images in characters: brightness becomes ink, and a character stands for a pixel's width and two pixels' height.</summary>
internal static class Drawing
{
    private const string Ink = " .:-=+*#%@";
    private const int WidestImage = 60, Gap = 2;

    /// <summary>Draws samples of a data set in rows as wide as the terminal, with the names of their classes above.</summary>
    public static void Write(Dataset data, int count, int width)
    {
        List<(string Label, string[] Lines)> row = [];
        for (int i = 0; i < count; i++)
        {
            string[] lines = Lines(data.ImageAt(i).To(1), Math.Min(WidestImage, width));
            int used = row.Sum(static image => image.Lines[0].Length + Gap);
            if (row.Count > 0 && used + lines[0].Length > width) Flush(row);
            row.Add((data.ClassNames[data.LabelAt(i)], lines));
        }
        Flush(row);
    }

    // A line for every two rows of pixels; a large image is made smaller by leaving pixels out.
    private static string[] Lines(Image image, int widest)
    {
        int step = Math.Max(1, (image.Width + widest - 1) / widest);
        int width = (image.Width + step - 1) / step, height = (image.Height + (2 * step) - 1) / (2 * step);
        var lines = new string[height];
        StringBuilder line = new();
        for (int y = 0; y < height; y++)
        {
            line.Clear();
            for (int x = 0; x < width; x++)
            {
                int upper = image.Pixels[(2 * y * step * image.Width) + (x * step)];
                int below = Math.Min(image.Height - 1, ((2 * y) + 1) * step), lower = image.Pixels[(below * image.Width) + (x * step)];
                line.Append(Ink[(upper + lower) * (Ink.Length - 1) / 510]);
            }
            lines[y] = line.ToString();
        }
        return lines;
    }

    private static void Flush(List<(string Label, string[] Lines)> row)
    {
        if (row.Count == 0) return;
        StringBuilder text = new();
        foreach ((string label, string[] lines) in row) text.Append(Fit(label, lines[0].Length)).Append(' ', Gap);
        Console.Out.WriteLine();
        Console.Out.WriteLine(text.ToString().TrimEnd());
        for (int y = 0; y < row[0].Lines.Length; y++)
        {
            text.Clear();
            foreach ((_, string[] lines) in row) text.Append(lines[y]).Append(' ', Gap);
            Console.Out.WriteLine(text.ToString().TrimEnd());
        }
        row.Clear();
    }

    private static string Fit(string label, int width) => label.Length <= width ? label.PadRight(width) : label[..width];
}
