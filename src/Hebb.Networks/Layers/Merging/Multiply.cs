namespace Hebb;

/// <summary>The product of its inputs, element by element; they have one shape: a gate.</summary>
/// <example><code>Tensor joined = new Multiply().Call(x, y);</code></example>
public sealed class Multiply : Merge
{
    /// <inheritdoc/>
    protected override Tensor Forward(ReadOnlySpan<Tensor> inputs)
    {
        RequireSameShape(inputs);
        Tensor joined = inputs[0];
        foreach (Tensor input in inputs[1..]) joined *= input;
        return joined;
    }
}
