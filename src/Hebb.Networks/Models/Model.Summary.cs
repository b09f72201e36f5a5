namespace Hebb;

public abstract partial class Model
{
    /// <summary>The layers with their output shapes, parameters, work and memory; print it.</summary>
    /// <example><code>Console.WriteLine(model.Summary());</code></example>
    public ModelSummary Summary()
    {
        List<LayerSummary> layers = [];
        Dictionary<GraphNode, string> names = [];
        HashSet<string> taken = [.. SummaryNodes().OfType<LayerNode>().Select(static node => node.Layer.Name)];
        foreach (GraphNode node in SummaryNodes())
        {
            Tensor output = node.Outputs[0];
            string shape = output.Symbol!.Print(output.Spec), sources = string.Join(", ",
                node.Inputs.Where(static input => input.IsSymbolic).Select(input => names[input.Symbol!.Producer]));
            if (node is LayerNode { Layer: var layer, Cost: var cost })
            {
                names[node] = layer.Name;
                layers.Add(new(layer.Name, layer.GetType().Name, shape, Numbers(layer.Weights), cost.MultiplyAdds, cost.ActivationBytes, sources));
                continue;
            }
            string type = node is OpNode { Op.Name: var name } ? name : "Input";
            LayerCost alone = LayerCost.Of(output, node);
            names[node] = Unused(char.ToLowerInvariant(type[0]) + type[1..], taken);
            layers.Add(new(names[node], type, shape, 0, alone.MultiplyAdds, alone.ActivationBytes, sources));
        }
        long trained = Parameters.Sum(static parameter => parameter.Count);
        return new(Name, layers, trained, Numbers(Weights) - trained, Weights.Sum(static weight => weight.Spec.Bytes), this is Functional);
    }

    /// <summary>The applications, in the order in which they are run.</summary>
    private protected abstract IEnumerable<GraphNode> SummaryNodes();

    // Counters are not counted: nobody thinks of them as weights.
    private static long Numbers(IEnumerable<Variable> weights) => weights.Where(static weight => weight.DType.IsFloat()).Sum(static weight => weight.Count);

    private static string Unused(string name, HashSet<string> taken)
    {
        string numbered = name;
        for (int number = 2; !taken.Add(numbered); number++) numbered = $"{name}_{number}";
        return numbered;
    }
}
