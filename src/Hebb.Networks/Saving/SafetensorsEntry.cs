using System.Runtime.InteropServices;

namespace Hebb;

/// <summary>One named array of a <see cref="Safetensors"/> file: its bytes row by row, little-endian.</summary>
/// <param name="Name">Its name, unique in the file: <c>block1/conv1/kernel</c>.</param>
/// <param name="DType">The type of its elements.</param>
/// <param name="Shape">Its extents.</param>
/// <param name="Data">Its elements: <c>Shape.Count * DType.Size()</c> bytes.</param>
public sealed record SafetensorsEntry(string Name, DType DType, Shape Shape, ReadOnlyMemory<byte> Data)
{
    /// <summary>Copies elements into an entry.</summary>
    /// <exception cref="ShapeException">There are more or fewer elements than the shape has room for.</exception>
    /// <exception cref="DTypeException"><typeparamref name="T"/> is none of float, double, int, long, bool and byte.</exception>
    /// <example><code>SafetensorsEntry bias = SafetensorsEntry.From&lt;float&gt;("dense/bias", [2], [0.5f, -1]);</code></example>
    public static SafetensorsEntry From<T>(string name, Shape shape, ReadOnlySpan<T> elements) where T : unmanaged =>
        elements.Length == shape.Count ? new(name, DTypes.Of<T>(), shape, MemoryMarshal.AsBytes(elements).ToArray())
        : throw new ShapeException($"Safetensors: '{name}' got {elements.Length} elements for a shape with room for {shape.Count}.", $"shape {shape}",
            "give as many elements as the product of the extents");

    /// <summary>The elements as an array, row by row.</summary>
    /// <exception cref="DTypeException">The entry's elements are not <typeparamref name="T"/>.</exception>
    public T[] ToArray<T>() where T : unmanaged =>
        DTypes.Of<T>() == DType ? MemoryMarshal.Cast<byte, T>(Data.Span).ToArray()
        : throw new DTypeException($"Safetensors: '{Name}' holds {DType}, not {DTypes.Of<T>()}.", $"'{Name}' {DType} {Shape}",
            $"ask for {DType}, and convert afterwards");

    /// <summary>Copies a tensor into an entry.</summary>
    /// <example><code>Safetensors.Save("weights.safetensors", model.Parameters.Select(p => SafetensorsEntry.From(p.Name, p)));</code></example>
    public static SafetensorsEntry From(string name, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        byte[] data = new byte[tensor.Spec.Bytes];
        switch (tensor.DType)
        {
            case DType.Float32: tensor.CopyTo(MemoryMarshal.Cast<byte, float>(data.AsSpan())); break;
            case DType.Float64: tensor.CopyTo(MemoryMarshal.Cast<byte, double>(data.AsSpan())); break;
            case DType.Int32: tensor.CopyTo(MemoryMarshal.Cast<byte, int>(data.AsSpan())); break;
            case DType.Int64: tensor.CopyTo(MemoryMarshal.Cast<byte, long>(data.AsSpan())); break;
            case DType.Bool: tensor.CopyTo(MemoryMarshal.Cast<byte, bool>(data.AsSpan())); break;
            default: tensor.CopyTo(data.AsSpan()); break;
        }
        return new(name, tensor.DType, tensor.Shape, data);
    }

    /// <summary>The elements as a tensor of this dtype and shape.</summary>
    public Tensor ToTensor() => DType switch
    {
        DType.Float32 => Tensor.From(MemoryMarshal.Cast<byte, float>(Data.Span), Shape),
        DType.Float64 => Tensor.From(MemoryMarshal.Cast<byte, double>(Data.Span), Shape),
        DType.Int32 => Tensor.From(MemoryMarshal.Cast<byte, int>(Data.Span), Shape),
        DType.Int64 => Tensor.From(MemoryMarshal.Cast<byte, long>(Data.Span), Shape),
        DType.Bool => Tensor.From(MemoryMarshal.Cast<byte, bool>(Data.Span), Shape),
        _ => Tensor.From(Data.Span, Shape),
    };
}
