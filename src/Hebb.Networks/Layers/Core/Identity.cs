namespace Hebb;

/// <summary>Gives its input as it is: a place for a name, or for a layer that is left out.</summary>
/// <example><code>Layer shortcut = sameShape ? new Identity() : new Conv2D(64, 1);</code></example>
public sealed class Identity : Layer
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x;
}
