namespace Hebb;

/// <summary>What is known of a tensor before it has values: its shape and element type.</summary>
public readonly record struct TensorSpec(Shape Shape, DType DType)
{
    /// <summary>The memory its elements take.</summary>
    public long Bytes => Shape.Count * DType.Size();

    /// <summary>Type and shape: <c>Float32 [32, 10]</c>.</summary>
    public override string ToString() => $"{DType} {Shape}";
}
