namespace Hebb;

/// <summary>A layer that joins several tensors into one.</summary>
public abstract class Merge : Layer
{
    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        RequireSeveral(inputs.Length);
    }

    /// <inheritdoc/>
    protected sealed override Tensor Forward(Tensor x) => Forward([x]);

    /// <inheritdoc/>
    protected abstract override Tensor Forward(ReadOnlySpan<Tensor> inputs);

    /// <summary>Refuses inputs whose shapes differ: a merge never broadcasts.</summary>
    protected void RequireSameShape(ReadOnlySpan<Tensor> inputs)
    {
        RequireSameType(inputs);
        foreach (Tensor input in inputs)
            if (input.Shape != inputs[0].Shape)
                throw new ShapeException($"{GetType().Name}: the inputs have different shapes.", $"first {Print(inputs[0])}   other {Print(input)}",
                    "give the branches the same shape, for instance with a 1x1 Conv2D of the same stride on the shortcut");
    }

    // Each time, since the layer may be called with fewer than it was built with.
    private protected void RequireSameType(ReadOnlySpan<Tensor> inputs)
    {
        RequireSeveral(inputs.Length);
        foreach (Tensor input in inputs)
            if (input.DType != inputs[0].DType)
                throw new DTypeException($"{GetType().Name}: the inputs are {inputs[0].DType} and {input.DType}.",
                    $"first {inputs[0].DType} {Print(inputs[0])}   other {input.DType} {Print(input)}",
                    $"make them of one type: x.Cast(DType.{inputs[0].DType})");
    }

    private void RequireSeveral(int count)
    {
        if (count < 2)
            throw new ShapeException($"{GetType().Name}: it joins two tensors or more, and {count} {(count == 1 ? "was" : "were")} given.", $"inputs {count}",
                $"call it with all of them: new {GetType().Name}().Call(a, b)");
    }

    private protected static string Print(Tensor tensor) => tensor.Symbol?.Print(tensor.Spec) ?? tensor.Shape.ToString();
}
