using System.Text;

namespace Hebb;

public sealed partial class Sequential
{
    /// <summary>A table of the shapes in the dense layers: of each matrix of the forward pass, and so of its gradient (dW is like W, db like b, dZ and dA like
    /// Z and A).</summary>
    /// <param name="samples">m, the number of samples.</param>
    /// <returns>Each shape twice: in the course notes' convention, where samples are columns, <c>Z = W X + b</c> with W <c>(n[l], n[l-1])</c>; and in this
    /// library's, where they are rows, <c>Z = X W + b</c> with W <c>[n[l-1], n[l]]</c>. (A016, A036, A037, A045.)</returns>
    /// <exception cref="OptionException">There are no samples.</exception>
    /// <example><code>Console.WriteLine(model.ExplainShapes(samples: 10));</code></example>
    public string ExplainShapes(int samples)
    {
        if (samples < 1)
            throw new OptionException($"ExplainShapes: the number of samples is {samples}.", $"samples {samples}",
                "use one sample at least; 10 are easy to tell from the units");
        List<string[]> rows = [["layer", "W, dW", "b, db", "Z, A, dZ, dA", "here: W", "b", "Z, A"]];
        foreach (Dense layer in _layers.OfType<Dense>())
        {
            (int before, int units) = (layer.Kernel.Shape[0], layer.Units);
            rows.Add([layer.Name, $"({units}, {before})", layer.UseBias ? $"({units}, 1)" : "none", $"({units}, {samples})",
                $"[{before}, {units}]", layer.UseBias ? $"[{units}]" : "none", $"[{samples}, {units}]"]);
        }
        StringBuilder text = new();
        foreach (string[] row in rows)
        {
            for (int i = 0; i < row.Length - 1; i++) text.Append(row[i].PadRight(rows.Max(other => other[i].Length) + 2));
            text.Append(row[^1]).Append('\n');
        }
        return text.ToString().TrimEnd('\n');
    }
}
