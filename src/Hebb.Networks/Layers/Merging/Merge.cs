namespace Hebb;

/// <summary>A layer that joins several tensors into one.</summary>
public abstract class Merge : Layer
{
    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        if (inputs.Length < 2)
            throw new ShapeException($"{GetType().Name}: it joins two tensors or more, and {inputs.Length} was given.", $"inputs {inputs.Length}",
                $"call it with all of them: new {GetType().Name}().Call(a, b)");
    }

    /// <inheritdoc/>
    protected sealed override Tensor Forward(Tensor x) => Forward([x]);

    /// <inheritdoc/>
    protected abstract override Tensor Forward(ReadOnlySpan<Tensor> inputs);

    /// <summary>Refuses inputs whose shapes differ: a merge never broadcasts.</summary>
    protected void RequireSameShape(ReadOnlySpan<Tensor> inputs)
    {
        foreach (Tensor input in inputs)
            if (input.Shape != inputs[0].Shape)
                throw new ShapeException($"{GetType().Name}: the inputs have different shapes.", $"first {Print(inputs[0])}   other {Print(input)}",
                    "give the branches the same shape, for instance with a 1x1 Conv2D of the same stride on the shortcut");
    }

    private static string Print(Tensor tensor) => tensor.Symbol?.Print(tensor.Spec) ?? tensor.Shape.ToString();
}
