namespace Hebb;

/// <summary>The element type of a tensor.</summary>
/// <remarks>Networks compute in <see cref="Float32"/>; gradient checks and goldens run the same ops in <see cref="Float64"/>. Labels and indices are
/// <see cref="Int32"/> or
/// <see cref="Int64"/>, masks are <see cref="Bool"/> (one byte, 0 or 1), images at rest are <see cref="UInt8"/>.</remarks>
public enum DType : byte
{
    /// <summary>32-bit IEEE 754 floating point, the default.</summary>
    Float32,

    /// <summary>64-bit IEEE 754 floating point.</summary>
    Float64,

    /// <summary>32-bit signed integer.</summary>
    Int32,

    /// <summary>64-bit signed integer.</summary>
    Int64,

    /// <summary>A truth value in one byte, 0 or 1.</summary>
    Bool,

    /// <summary>8-bit unsigned integer.</summary>
    UInt8,
}

/// <summary>What can be asked of a <see cref="DType"/>.</summary>
public static class DTypes
{
    /// <summary>The size of one element in bytes.</summary>
    public static int Size(this DType type) => type switch
    {
        DType.Float64 or DType.Int64 => 8,
        DType.Float32 or DType.Int32 => 4,
        _ => 1,
    };

    /// <summary>True for <see cref="DType.Float32"/> and <see cref="DType.Float64"/>: the types that have gradients.</summary>
    public static bool IsFloat(this DType type) => type is DType.Float32 or DType.Float64;

    /// <summary>The dtype whose elements are <typeparamref name="T"/>.</summary>
    /// <exception cref="DTypeException"><typeparamref name="T"/> is none of float, double, int, long, bool and byte.</exception>
    public static DType Of<T>() where T : unmanaged =>
        typeof(T) == typeof(float) ? DType.Float32
        : typeof(T) == typeof(double) ? DType.Float64
        : typeof(T) == typeof(int) ? DType.Int32
        : typeof(T) == typeof(long) ? DType.Int64
        : typeof(T) == typeof(bool) ? DType.Bool
        : typeof(T) == typeof(byte) ? DType.UInt8
        : throw new DTypeException($"DType: there is no tensor of {typeof(T).Name}.", $"asked for {typeof(T).Name}",
            "use float, double, int, long, bool or byte");
}
