namespace Hebb;

/// <summary>The least of its inputs, element by element; they have one shape.</summary>
/// <example><code>Tensor joined = new Minimum().Call(x, y);</code></example>
public sealed class Minimum : Merge
{
    /// <inheritdoc/>
    protected override Tensor Forward(ReadOnlySpan<Tensor> inputs)
    {
        RequireSameShape(inputs);
        Tensor joined = inputs[0];
        foreach (Tensor input in inputs[1..]) joined = joined.Minimum(input);
        return joined;
    }
}
