namespace Hebb;

/// <summary>The mean of each window.</summary>
/// <param name="poolSize">Height and width of the window; 2 by default.</param>
/// <example><code>var pool = new AveragePooling2D(2);</code></example>
public sealed class AveragePooling2D(Size2D poolSize) : Pooling2D(poolSize)
{
    /// <summary>A window of 2 by 2.</summary>
    public AveragePooling2D() : this(2)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.AveragePool2D(PoolSize, Stride, Padding);
}
