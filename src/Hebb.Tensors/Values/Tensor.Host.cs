using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Makes a tensor of these values, in row-major order.</summary>
    /// <typeparam name="T">float, double, int, long, bool or byte; the tensor's dtype follows.</typeparam>
    /// <param name="values">The elements; copied.</param>
    /// <param name="shape">The shape; its count must be that of the values.</param>
    /// <exception cref="ShapeException">The shape does not hold exactly these values.</exception>
    /// <example><code>Tensor x = Tensor.From([1f, 2f, 3f, 4f, 5f, 6f], [2, 3]);</code></example>
    public static Tensor From<T>(ReadOnlySpan<T> values, Shape shape) where T : unmanaged
    {
        if (shape.Count != values.Length)
            throw new ShapeException($"Tensor.From: a tensor of shape {shape} has {shape.Count} elements, and {values.Length} were given.",
                $"shape {shape}   values {values.Length}",
                "pass a shape whose extents multiply to the number of values");
        Tensor tensor = Allocate(new(shape, DTypes.Of<T>()));
        Elements.Write(values, tensor._address);
        return tensor;
    }

    /// <inheritdoc cref="From{T}(ReadOnlySpan{T}, Shape)"/>
    public static Tensor From<T>(T[] values, Shape shape) where T : unmanaged => From((ReadOnlySpan<T>)values, shape);

    /// <summary>Makes a tensor of one axis.</summary>
    /// <example><code>Tensor labels = Tensor.From([3, 1, 4]);   // Int32 [3]</code></example>
    public static Tensor From<T>(params ReadOnlySpan<T> values) where T : unmanaged => From(values, [values.Length]);

    /// <summary>Makes a tensor of two axes from a rectangular array.</summary>
    /// <example><code>Tensor x = Tensor.From(new[,] { { 0f, 1f }, { 1f, 0f } });   // Float32 [2, 2]</code></example>
    public static Tensor From<T>(T[,] values) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        var flat = new T[values.Length];
        int next = 0;
        foreach (T value in values) flat[next++] = value;
        return From(flat, [values.GetLength(0), values.GetLength(1)]);
    }

    /// <summary>The elements in row-major order, copied.</summary>
    /// <exception cref="DTypeException"><typeparamref name="T"/> is not this tensor's element type.</exception>
    public T[] ToArray<T>() where T : unmanaged
    {
        if (Count > Array.MaxLength)
            throw new ShapeException($"ToArray: {Count} elements are more than an array of .NET can hold.", _spec.ToString(),
                $"read it in parts of at most {Array.MaxLength} elements, with Slice");
        var values = new T[Count];
        CopyTo(values.AsSpan());
        return values;
    }

    /// <summary>Copies the elements, in row-major order, to the beginning of a span.</summary>
    /// <exception cref="DTypeException"><typeparamref name="T"/> is not this tensor's element type.</exception>
    /// <exception cref="ShapeException">The span is too short.</exception>
    public void CopyTo<T>(Span<T> destination) where T : unmanaged
    {
        RefuseReadInCapture();
        if (DTypes.Of<T>() != DType)
            throw new DTypeException($"Tensor: its elements are {DType}, not {DTypes.Of<T>()}.", _spec.ToString(),
                $"read them as {DType}, or convert first with Cast(DType.{DTypes.Of<T>()})");
        if (destination.Length < Count)
            throw new ShapeException($"CopyTo: a span of {destination.Length} does not hold {Count} elements.", _spec.ToString(),
                $"pass a span of at least {Count} elements");
        Elements.Read(View.Address, destination[..(int)Count]);
        RequireReadable();   // no other thread closed its tape meanwhile
        GC.KeepAlive(this);   // the finalizer must not hand the memory back while it is read
    }

    /// <summary>The single element as a number, whatever the dtype (true is 1).</summary>
    /// <exception cref="ShapeException">The tensor does not have exactly one element.</exception>
    public double ToScalar()
    {
        RefuseReadInCapture();
        if (Count != 1)
            throw new ShapeException($"ToScalar: this tensor has {Count} elements, not one.", _spec.ToString(),
                "reduce it first, with Sum() or Mean(), or use ToArray");
        double value = DType switch
        {
            DType.Float32 => View.AsSpan<float>()[0],
            DType.Float64 => View.AsSpan<double>()[0],
            DType.Int32 => View.AsSpan<int>()[0],
            DType.Int64 => View.AsSpan<long>()[0],
            DType.UInt8 => View.AsSpan<byte>()[0],
            _ => View.AsSpan<bool>()[0] ? 1 : 0,
        };
        GC.KeepAlive(this);
        return value;
    }
}
