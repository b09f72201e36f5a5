namespace Hebb;

/// <summary>The greatest value in each window: <c>[batch, h, w, c]</c> becomes smaller in h and w.</summary>
/// <param name="poolSize">Height and width of the window; 2 by default.</param>
/// <remarks>The gradient goes to the first maximum of a window.</remarks>
/// <example><code>var pool = new MaxPooling2D(2);</code></example>
public sealed class MaxPooling2D(Size2D poolSize) : Pooling2D(poolSize)
{
    /// <summary>A window of 2 by 2.</summary>
    public MaxPooling2D() : this(2)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.MaxPool2D(PoolSize, Stride, Padding);
}
