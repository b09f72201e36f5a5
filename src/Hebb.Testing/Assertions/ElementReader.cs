using System.Globalization;

namespace Hebb.Testing;

/// <summary>The elements of a tensor as the checks look at them: as doubles, as bits, and by their index along each axis.</summary>
internal static class ElementReader
{
    /// <summary>The elements as doubles, whatever the dtype; true is 1. Exact but for integers above 2^53.</summary>
    public static double[] ToDoubles(this Tensor tensor) => tensor.DType switch
    {
        DType.Float64 => tensor.ToArray<double>(),
        DType.Float32 => Array.ConvertAll(tensor.ToArray<float>(), static x => (double)x),
        DType.Int32 => Array.ConvertAll(tensor.ToArray<int>(), static x => (double)x),
        DType.Int64 => Array.ConvertAll(tensor.ToArray<long>(), static x => (double)x),
        DType.UInt8 => Array.ConvertAll(tensor.ToArray<byte>(), static x => (double)x),
        _ => Array.ConvertAll(tensor.ToArray<bool>(), static x => x ? 1.0 : 0.0),
    };

    /// <summary>A tensor of these numbers, converted to a dtype.</summary>
    public static Tensor ToTensor(this double[] values, Shape shape, DType type) => type switch
    {
        DType.Float64 => Tensor.From(values, shape),
        DType.Float32 => Tensor.From(Array.ConvertAll(values, static x => (float)x), shape),
        DType.Int32 => Tensor.From(Array.ConvertAll(values, static x => (int)x), shape),
        DType.Int64 => Tensor.From(Array.ConvertAll(values, static x => (long)x), shape),
        DType.UInt8 => Tensor.From(Array.ConvertAll(values, static x => (byte)x), shape),
        _ => Tensor.From(Array.ConvertAll(values, static x => x != 0), shape),
    };

    /// <summary>The bits of each element.</summary>
    public static long[] ToBits(this Tensor tensor) => tensor.DType switch
    {
        DType.Float64 => Array.ConvertAll(tensor.ToArray<double>(), BitConverter.DoubleToInt64Bits),
        DType.Float32 => Array.ConvertAll(tensor.ToArray<float>(), static x => (long)BitConverter.SingleToInt32Bits(x)),
        DType.Int64 => tensor.ToArray<long>(),
        _ => Array.ConvertAll(tensor.ToDoubles(), static x => (long)x),
    };

    /// <summary>The place of an element along each axis: <c>[2, 0, 5]</c>.</summary>
    public static string Index(Shape shape, long element)
    {
        var index = new long[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            index[axis] = element % shape[axis];
            element /= shape[axis];
        }
        return $"[{string.Join(", ", index)}]";
    }

    /// <summary>A number with all the digits that tell it from its neighbours.</summary>
    public static string Print(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A number that is itself only good to ten digits, such as a finite difference.</summary>
    public static string PrintLong(double value) => value.ToString("G10", CultureInfo.InvariantCulture);

    /// <summary>A deviation, for reading: two digits.</summary>
    public static string PrintShort(double value) => value.ToString("0.0e+0", CultureInfo.InvariantCulture);
}
