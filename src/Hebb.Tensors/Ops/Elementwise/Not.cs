namespace Hebb;

public partial class Tensor
{
    /// <summary>True where the mask is false.</summary>
    /// <exception cref="DTypeException">The tensor is not Bool.</exception>
    /// <example><code>Tensor known = x.IsNaN().Not();</code></example>
    public Tensor Not() => Op.Apply(NotOp.Instance, this);
}

internal sealed record NotOp : LogicalOp
{
    internal static readonly NotOp Instance = new();

    public override void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) => outputs[0] = V.Not(inputs[0]);
}
