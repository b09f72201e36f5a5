namespace Hebb.Kernels;

/// <summary>What a kernel is given of a tensor: where its elements lie, of what type, in what shape. Elements are always contiguous, in row-major
/// order.</summary>
/// <remarks>A view owns nothing: whoever made it keeps the memory alive while a kernel runs. Passing it instead of pointers keeps every caller above this floor
/// free of unsafe code.</remarks>
public readonly struct View(nint address, DType type, Shape shape)
{
    /// <summary>Where the first element lies; 64-byte aligned for whole tensors.</summary>
    public nint Address { get; } = address;

    /// <summary>The type of every element.</summary>
    public DType DType { get; } = type;

    /// <summary>The extents; the last axis is the one whose elements are neighbours.</summary>
    public Shape Shape { get; } = shape;

    /// <summary>The number of elements.</summary>
    public long Count => Shape.Count;

    /// <summary>The elements as a span, for kernels that are plain loops.</summary>
    /// <exception cref="DTypeException"><typeparamref name="T"/> is not this view's element type.</exception>
    public unsafe Span<T> AsSpan<T>() where T : unmanaged
    {
        if (DTypes.Of<T>() != DType)
            throw new DTypeException($"View: these elements are {DType}, not {DTypes.Of<T>()}.", $"{DType} {Shape}", $"read them as {DType}");
        return new((void*)Address, checked((int)Count));
    }

    /// <summary>The same elements under another shape of the same count.</summary>
    public View As(Shape shape) => new(Address, DType, shape);
}
