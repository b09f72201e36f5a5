using System.Globalization;

namespace Hebb;

public partial class Tensor
{
    /// <summary>A number as an operand beside this tensor: a tensor of one element and of this type.</summary>
    /// <exception cref="DTypeException">The tensor holds integers, and the number is none: 0.5 beside an Int32 tensor would silently become 0.</exception>
    private Tensor Operand(double value, string op)
    {
        RefuseForeign(value, op);
        return Scalar(value, DType);
    }

    private void RefuseForeign(double value, string op)
    {
        if (Holds(DType, value)) return;
        string number = value.ToString(CultureInfo.InvariantCulture);
        throw new DTypeException($"{op}: {number} is not a number of type {DType}.", $"tensor {Spec}   number {number}",
            "convert the tensor first, with Cast(DType.Float32), or use a number of its type");
    }

    private static bool Holds(DType type, double value) => type switch
    {
        DType.Int32 => value == (int)value,
        DType.Int64 => value == (long)value,
        DType.UInt8 => value == (byte)value,
        _ => true,
    };
}
