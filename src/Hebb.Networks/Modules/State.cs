namespace Hebb;

/// <summary>A value that a layer keeps between calls but that no gradient flows to: a running mean, a counter. Saved with the model.</summary>
public sealed class State : Variable
{
    internal State(Tensor value, string name) : base(value, name) => DependsOnVariable = false;

    /// <inheritdoc/>
    protected override bool IsDifferentiable => false;
}
