namespace Hebb;

public abstract partial class Model
{
    /// <summary>The activation that the first output comes from: <c>softmax</c>, <c>sigmoid</c>. Losses want logits, and a trainer can tell
    /// so before it begins. Null when it comes from something else.</summary>
    internal Activation? Ending => Outputs[0].Symbol?.Producer switch
    {
        LayerNode { Layer: Dense dense } => dense.Activation,
        LayerNode { Layer: Conv2D convolution } => convolution.Activation,
        LayerNode { Layer: ActivationLayer layer } => layer.Activation,
        LayerNode { Layer: Model inner } => inner.Ending,
        OpNode { Op: SoftmaxOp softmax } => softmax.Axis == Outputs[0].Rank - 1 ? Activation.Softmax() : Activation.Softmax(softmax.Axis),
        OpNode { Op: SigmoidOp } => Activation.Sigmoid,
        _ => null,
    };
}
