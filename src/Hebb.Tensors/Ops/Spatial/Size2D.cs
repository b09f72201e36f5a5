namespace Hebb;

/// <summary>A height and a width: of a kernel, a window, a stride. A single number means both.</summary>
/// <example><code>Size2D square = 3, flat = (1, 5);</code></example>
public readonly record struct Size2D(int Height, int Width)
{
    /// <summary>The same height and width.</summary>
    public static implicit operator Size2D(int both) => new(both, both);

    /// <summary>A height and a width.</summary>
    public static implicit operator Size2D((int Height, int Width) size) => new(size.Height, size.Width);

    /// <summary>As it reads in messages: <c>3x5</c>.</summary>
    public override string ToString() => $"{Height}x{Width}";
}
