namespace Hebb;

/// <summary>What a call costs per sample: multiply-adds, and the memory of everything it computes (kept for the backward pass in training).</summary>
internal readonly record struct LayerCost(long MultiplyAdds, long ActivationBytes)
{
    /// <summary>Adds up the ops that lead to a symbolic tensor, as the difference between the two batch sizes: what one more sample costs.</summary>
    public static LayerCost Of(Tensor output, GraphNode? alone = null)
    {
        long multiplyAdds = 0, bytes = 0;
        HashSet<GraphNode> seen = [];
        Stack<GraphNode> open = new();
        if (output.Symbol is { } symbol) open.Push(symbol.Producer);
        while (open.TryPop(out GraphNode? node))
        {
            if (!seen.Add(node)) continue;
            Tensor[] inputs = [.. node.Inputs];
            if (node is OpNode { Op: { IsAlias: false } op })
            {
                multiplyAdds += op.MultiplyAdds(Graph.Specs(inputs, other: true)) - op.MultiplyAdds(Graph.Specs(inputs, other: false));
                foreach (Tensor made in node.Outputs) bytes += made.Symbol!.Probe.Bytes - made.Spec.Bytes;
            }
            if (node == alone) continue;   // one op only, not what leads to it
            foreach (Tensor input in inputs)
                if (input.Symbol is { } from) open.Push(from.Producer);
        }
        return new(multiplyAdds, bytes);
    }

    public static LayerCost operator +(LayerCost left, LayerCost right) =>
        new(left.MultiplyAdds + right.MultiplyAdds, left.ActivationBytes + right.ActivationBytes);
}
