using System.Globalization;

namespace Hebb;

/// <summary>One way to write a digit.</summary>
internal sealed class GlyphShape
{
    /// <summary>Parses a model; <see cref="GlyphShapes"/> tells the notation.</summary>
    public GlyphShape(int weight, string strokes)
    {
        Weight = weight;
        List<GlyphPoint> points = [];
        foreach (string stroke in strokes.Split('/'))
        {
            string[] words = stroke.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (int i = 0; i < words.Length; i++)
            {
                string[] numbers = words[i].TrimEnd('!').Split(',');
                points.Add(new(float.Parse(numbers[0], CultureInfo.InvariantCulture), float.Parse(numbers[1], CultureInfo.InvariantCulture),
                    Sharp: words[i].EndsWith('!'), Last: i == words.Length - 1));
            }
        }
        Points = [.. points];
    }

    /// <summary>How usual it is, beside the other ways to write the same digit.</summary>
    public int Weight { get; }

    /// <summary>The points of all strokes, one after the other.</summary>
    public GlyphPoint[] Points { get; }
}

/// <summary>A point that the pen passes. After the last of a stroke the pen is lifted.</summary>
internal readonly record struct GlyphPoint(float X, float Y, bool Sharp, bool Last);
