using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>What max and average pooling share: a window that moves over each channel.</summary>
public abstract class Pooling2D : Layer
{
    private protected Pooling2D(Size2D poolSize)
    {
        PoolSize = Require(nameof(poolSize), poolSize);
        Stride = poolSize;
    }

    /// <summary>Height and width of the window.</summary>
    public Size2D PoolSize { get; }

    /// <summary>How far the window moves; its own size by default.</summary>
    public Size2D Stride { get; init => field = Require("Stride", value); }

    /// <summary>Whether windows may overhang the image; the part outside never wins a maximum and does not count in an average.</summary>
    public Padding Padding { get; init; } = Padding.Valid;

    /// <inheritdoc/>
    protected sealed override void Build(Shape input) => Images.Require(this, input);

    /// <inheritdoc/>
    protected internal sealed override void Configure(JsonObject config)
    {
        config["poolSize"] = PoolSize.ToJson();
        if (Stride != PoolSize) config["stride"] = Stride.ToJson();
        if (Padding != Padding.Valid) config["padding"] = "same";
    }

    private Size2D Require(string option, Size2D size) => size is { Height: > 0, Width: > 0 } ? size
        : throw new OptionException($"{GetType().Name}: {option} is {size}.", $"{option} {size}", "use positive numbers, such as 2 or (2, 3)");
}
