namespace Hebb;

/// <summary>A layer applied in a functional model.</summary>
internal sealed class LayerNode(Layer layer, Tensor[] inputs) : GraphNode(inputs)
{
    public Layer Layer { get; } = layer;

    /// <summary>What one call costs: found by following the layer's ops.</summary>
    public LayerCost Cost { get; private set; }

    /// <summary>Applies a layer to symbolic tensors: its ops are followed once for their shapes, and the layer as a whole becomes the node.</summary>
    public static Tensor Add(Layer layer, ReadOnlySpan<Tensor> inputs)
    {
        LayerNode node = new(layer, inputs.ToArray());
        // Fresh inputs, so that what the layer does inside is kept apart from the model's graph.
        Tensor inner = layer.Trace(node.Inputs, out LayerCost cost);
        node.Cost = cost;
        return node.Announce([inner.Spec], [inner.Symbol?.Probe ?? inner.Spec])[0];
    }

    public override Tensor[] Run(ReadOnlySpan<Tensor> inputs) => [Layer.Call(inputs)];
}
