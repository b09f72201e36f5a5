namespace Hebb;

/// <summary>The greatest of its inputs, element by element; they have one shape. (Goodfellow et al. 2013, maxout.)</summary>
/// <example><code>Tensor joined = new Maximum().Call(x, y);</code></example>
public sealed class Maximum : Merge
{
    /// <inheritdoc/>
    protected override Tensor Forward(ReadOnlySpan<Tensor> inputs)
    {
        RequireSameShape(inputs);
        Tensor joined = inputs[0];
        foreach (Tensor input in inputs[1..]) joined = joined.Maximum(input);
        return joined;
    }
}
