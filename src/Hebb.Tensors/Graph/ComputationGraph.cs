using System.Globalization;
using System.Text;

namespace Hebb;

/// <summary>How a value was computed: nodes with the values of the forward computation and the gradients of the backward one, as in a textbook's
/// drawing.</summary>
/// <remarks>A node is a variable or what an op made; an edge says that one is an argument of the other. A tape gives one:
/// <see cref="GradientTape.Graph"/>. (A028 to A031.)</remarks>
/// <example><code>
/// ComputationGraph graph = tape.Graph(loss, (loss, "loss"));
/// Console.WriteLine(graph);                        // a table
/// File.WriteAllText("loss.mmd", graph.ToMermaid());   // a drawing, for anything that shows Mermaid
/// </code></example>
public sealed class ComputationGraph
{
    private const int ShownElements = 4;

    internal ComputationGraph(IReadOnlyList<ComputationNode> nodes) => Nodes = nodes;

    /// <summary>The nodes, each after those that it is computed from; the target is the last.</summary>
    public IReadOnlyList<ComputationNode> Nodes { get; }

    /// <summary>What was computed, and differentiated.</summary>
    public ComputationNode Target => Nodes[^1];

    /// <summary>The node of a name.</summary>
    /// <exception cref="OptionException">There is none.</exception>
    public ComputationNode this[string name] => Nodes.FirstOrDefault(node => node.Name == name)
        ?? throw new OptionException($"ComputationGraph: there is no node '{name}'.", $"nodes {string.Join(", ", Nodes.Select(static node => node.Name))}",
            "use one of these names, or name the tensor in the call of tape.Graph");

    /// <summary>A table: a line for each node, with how it was computed, its value, and the target's gradient by it. Large tensors show their
    /// shapes.</summary>
    public override string ToString()
    {
        string[][] rows = [["node", "value", OneLine($"d{Target.Name}/dnode")],
            .. Nodes.Select(static node => (string[])[OneLine(node.ToString()), Print(node.Value), Print(node.Gradient)])];
        int first = rows.Max(static row => row[0].Length), second = rows.Max(static row => row[1].Length);
        StringBuilder text = new();
        foreach (string[] row in rows) text.Append($"{row[0].PadRight(first)}  {row[1].PadRight(second)}  {row[2]}".TrimEnd()).Append('\n');
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>The graph as a drawing in the Mermaid language: leaves as rounded boxes, results as boxes, an arrow from each argument.</summary>
    public string ToMermaid()
    {
        Dictionary<ComputationNode, int> numbers = new(ReferenceEqualityComparer.Instance);
        StringBuilder text = new("graph LR\n");
        foreach (ComputationNode node in Nodes)
        {
            numbers.Add(node, numbers.Count);
            string label = $"{Escape(node.ToString())}<br/>{Print(node.Value)}" + (node.Gradient is null ? "" : $"<br/>gradient {Print(node.Gradient)}");
            (string open, string close) = node.Inputs.Count == 0 ? ("([", "])") : ("[", "]");
            text.Append(CultureInfo.InvariantCulture, $"  n{numbers[node]}{open}\"{label}\"{close}\n");
        }
        foreach (ComputationNode node in Nodes)
            foreach (ComputationNode input in node.Inputs) text.Append(CultureInfo.InvariantCulture, $"  n{numbers[input]} --> n{numbers[node]}\n");
        return text.ToString().TrimEnd('\n');
    }

    private static string OneLine(string text) => string.Concat(text.Select(static letter => char.IsControl(letter) ? ' ' : letter));

    // A name may hold what Mermaid takes for its own signs, or a browser for a tag.
    private static string Escape(string text) => string.Concat(OneLine(text).Select(static letter => letter switch
    {
        '"' => "#quot;",
        '#' => "#35;",
        '&' => "#amp;",
        '<' => "#lt;",
        '>' => "#gt;",
        '`' => "#96;",
        _ => letter.ToString(),
    }));

    private static string Print(Tensor? tensor)
    {
        if (tensor is null) return "";
        if (tensor.Count > ShownElements) return tensor.Spec.ToString();
        string format = tensor.DType == DType.Float64 ? "G11" : "G7";
        string[] texts = Array.ConvertAll(tensor.Cast(DType.Float64).ToArray<double>(), value => value.ToString(format, CultureInfo.InvariantCulture));
        return tensor.Rank == 0 ? texts[0] : $"[{string.Join(", ", texts)}]";
    }
}
