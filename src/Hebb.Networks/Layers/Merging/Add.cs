namespace Hebb;

/// <summary>The sum of its inputs, which have one shape: the joint of a residual branch.</summary>
/// <example><code>Tensor joined = new Add().Call(x, shortcut);</code></example>
public sealed class Add : Merge
{
    /// <inheritdoc/>
    protected override Tensor Forward(ReadOnlySpan<Tensor> inputs)
    {
        RequireSameShape(inputs);
        Tensor sum = inputs[0];
        foreach (Tensor input in inputs[1..]) sum += input;
        return sum;
    }
}
