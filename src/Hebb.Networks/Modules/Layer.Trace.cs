namespace Hebb;

public abstract partial class Layer
{
    /// <summary>Follows the layer's formula without values: for output shapes, and for what a call costs.</summary>
    internal Tensor Trace(IReadOnlyList<Tensor> inputs, out LayerCost cost)
    {
        using var scope = TensorScope.Inference();   // also inside a tape: following a formula must not move running averages
        var fresh = new Tensor[inputs.Count];
        for (int i = 0; i < fresh.Length; i++)
            fresh[i] = inputs[i].Symbol is { } symbol ? new InputNode().Announce([inputs[i].Spec], [symbol.Probe])[0] : inputs[i];
        Tensor output = Compute(fresh);
        cost = LayerCost.Of(output);
        return output;
    }
}
