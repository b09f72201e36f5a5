namespace Hebb;

public abstract partial class Model
{
    /// <summary>The layers with their output shapes, parameters, work and memory; print it.</summary>
    /// <example><code>Console.WriteLine(model.Summary());</code></example>
    public ModelSummary Summary()
    {
        List<LayerSummary> layers = [];
        foreach (GraphNode node in SummaryNodes())
        {
            Tensor output = node.Outputs[0];
            string shape = output.Symbol!.Print(output.Spec);
            if (node is LayerNode { Layer: var layer, Cost: var cost })
                layers.Add(new(layer.Name, layer.GetType().Name, shape,
                    layer.Weights.Where(static weight => weight.DType.IsFloat()).Sum(static weight => weight.Count), cost.MultiplyAdds, cost.ActivationBytes,
                    Sources(node)));
            else if (node is OpNode { Op: var op })
                layers.Add(new("", op.Name, shape, 0, LayerCost.Of(output, node).MultiplyAdds, LayerCost.Of(output, node).ActivationBytes, Sources(node)));
            else
                layers.Add(new("input", "Input", shape, 0, 0, 0, ""));
        }
        long trained = Parameters.Sum(static parameter => parameter.Count);
        return new(Name, layers, trained, Weights.Where(static weight => weight.DType.IsFloat()).Sum(static weight => weight.Count) - trained,
            Weights.Sum(static weight => weight.Spec.Bytes), this is Functional);
    }

    /// <summary>The applications, in the order in which they are run.</summary>
    private protected abstract IEnumerable<GraphNode> SummaryNodes();

    private static string Sources(GraphNode node) =>
        string.Join(", ", node.Inputs.Where(static input => input.IsSymbolic).Select(static input => input.Symbol!.Producer switch
    {
        LayerNode { Layer.Name: var name } => name,
        OpNode { Op.Name: var name } => name,
        _ => "input",
    }));
}
