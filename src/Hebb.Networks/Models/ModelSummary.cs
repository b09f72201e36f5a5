using System.Globalization;
using System.Text;

namespace Hebb;

/// <summary>A model layer by layer; <see cref="ToString"/> is the table people look at.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Layers">The layers, in the order in which they are run.</param>
/// <param name="TrainedParameters">How many numbers training adjusts.</param>
/// <param name="OtherParameters">How many it does not: frozen parameters, running statistics.</param>
/// <param name="WeightBytes">The memory of all of them.</param>
/// <param name="ShowsSources">Whether the table says what each layer is fed by.</param>
public sealed record ModelSummary(string Model, IReadOnlyList<LayerSummary> Layers, long TrainedParameters, long OtherParameters, long WeightBytes,
    bool ShowsSources)
{
    private const int LongestCell = 32;

    /// <summary>Multiply-adds of one sample through the whole model.</summary>
    public long MultiplyAdds => Layers.Sum(static layer => layer.MultiplyAdds);

    /// <summary>Memory of everything computed for one sample, all of which training keeps for the backward pass.</summary>
    public long ActivationBytes => Layers.Sum(static layer => layer.ActivationBytes);

    /// <summary>The table.</summary>
    public override string ToString()
    {
        List<string[]> rows = [["layer", "type", "output", "parameters", "multiply-adds", "activations"]];
        if (ShowsSources) rows[0] = [.. rows[0], "fed by"];
        foreach (LayerSummary layer in Layers)
        {
            string[] row = [layer.Name, layer.Type, layer.OutputShape, Number(layer.Parameters), Number(layer.MultiplyAdds), Bytes(layer.ActivationBytes)];
            rows.Add(Array.ConvertAll(ShowsSources ? [.. row, layer.Sources] : row, Short));
        }
        var widths = new int[rows[0].Length];
        foreach (string[] row in rows)
            for (int i = 0; i < widths.Length; i++) widths[i] = Math.Max(widths[i], row[i].Length);
        StringBuilder text = new();
        text.Append("model '").Append(Model).Append("'\n");
        string rule = new('-', widths.Sum() + (2 * (widths.Length - 1)));
        for (int r = 0; r < rows.Count; r++)
        {
            StringBuilder line = new();
            for (int i = 0; i < widths.Length; i++)
            {
                bool isNumber = i is 3 or 4 or 5;
                line.Append(i == 0 ? "" : "  ").Append(isNumber ? rows[r][i].PadLeft(widths[i]) : rows[r][i].PadRight(widths[i]));
            }
            text.Append(line.ToString().TrimEnd()).Append('\n');
            if (r == 0) text.Append(rule).Append('\n');
        }
        text.Append(rule).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"parameters: {Number(TrainedParameters)} trained, {Number(OtherParameters)} not ({Bytes(WeightBytes)})\n");
        text.Append(CultureInfo.InvariantCulture, $"one sample: {Number(MultiplyAdds)} multiply-adds, {Bytes(ActivationBytes)} of activations");
        return text.ToString();
    }

    // A table wider than a screen cannot be read.
    private static string Short(string text) => text.Length <= LongestCell ? text : text[..(LongestCell - 3)] + "...";

    private static string Number(long number) => number == 0 ? "0" : number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Bytes(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):0.0} MB"),
    };
}
