namespace Hebb;

/// <summary>The first input less the second, element by element; they have one shape.</summary>
/// <example><code>Tensor difference = new Subtract().Call(x, y);</code></example>
public sealed class Subtract : Merge
{
    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        base.Build(inputs);
        if (inputs.Length > 2)
            throw new ShapeException($"Subtract: it takes two inputs, and {inputs.Length} were given.", $"inputs {inputs.Length}",
                "add up what is subtracted first, with an Add layer");
    }

    /// <inheritdoc/>
    protected override Tensor Forward(ReadOnlySpan<Tensor> inputs)
    {
        RequireSameShape(inputs);
        return inputs[0] - inputs[1];
    }
}
