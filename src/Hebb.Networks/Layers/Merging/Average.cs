namespace Hebb;

/// <summary>The mean of its inputs, element by element; they have one shape. How an ensemble votes.</summary>
/// <example><code>Tensor joined = new Average().Call(x, y);</code></example>
public sealed class Average : Merge
{
    /// <inheritdoc/>
    protected override Tensor Forward(ReadOnlySpan<Tensor> inputs)
    {
        RequireSameShape(inputs);
        Tensor joined = inputs[0];
        foreach (Tensor input in inputs[1..]) joined += input;
        return joined / inputs.Length;
    }
}
