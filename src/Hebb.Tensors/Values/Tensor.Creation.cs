namespace Hebb;

public partial class Tensor
{
    /// <summary>A tensor whose elements all have the same value.</summary>
    /// <exception cref="DTypeException">The value is not a number of the type: 0.5 in a tensor of integers.</exception>
    /// <example><code>Tensor half = Tensor.Full([2, 3], 0.5);</code></example>
    public static Tensor Full(Shape shape, double value, DType type = DType.Float32)
    {
        if (!Holds(type, value))
        {
            string number = value.ToString(System.Globalization.CultureInfo.InvariantCulture);
            throw new DTypeException($"Full: {number} is not a number of type {type}.", $"shape {shape}   value {number}   type {type}",
                $"use a number that {type} has, or DType.Float32");
        }
        return Op.Apply(new FillOp(shape, type, value));
    }

    /// <summary>A tensor of zeros.</summary>
    public static Tensor Zeros(Shape shape, DType type = DType.Float32) => Full(shape, 0, type);

    /// <summary>A tensor of ones.</summary>
    public static Tensor Ones(Shape shape, DType type = DType.Float32) => Full(shape, 1, type);

    /// <summary>Zeros in the shape and type of another tensor.</summary>
    public static Tensor ZerosLike(Tensor tensor) => Op.Apply(new FillLikeOp(0), tensor);

    /// <summary>Ones in the shape and type of another tensor.</summary>
    public static Tensor OnesLike(Tensor tensor) => Op.Apply(new FillLikeOp(1), tensor);

    /// <summary>A single number, as a tensor without axes.</summary>
    public static Tensor Scalar(double value, DType type = DType.Float32) => Full([], value, type);

    /// <summary>The numbers 0, 1, 2, ... below <paramref name="stop"/>.</summary>
    /// <example><code>Tensor x = Tensor.Arange(6);   // [0, 1, 2, 3, 4, 5]</code></example>
    public static Tensor Arange(double stop) => Arange(0, stop);

    /// <summary>The numbers start, start + step, start + 2 step, ... before <paramref name="stop"/>, which is left out.</summary>
    /// <param name="start">The first number.</param>
    /// <param name="stop">Where to end, exclusively.</param>
    /// <param name="step">The distance, which may be negative.</param>
    /// <param name="type">The element type.</param>
    /// <remarks>With a fractional step, rounding may let the last number in or out; <see cref="Linspace"/> counts instead.</remarks>
    /// <exception cref="OptionException">The step is zero, or an argument is not a finite number.</exception>
    /// <example><code>Tensor x = Tensor.Arange(1, 2, step: 0.25);   // [1, 1.25, 1.5, 1.75]</code></example>
    public static Tensor Arange(double start, double stop, double step = 1, DType type = DType.Float32)
    {
        double length = Math.Max(0, Math.Ceiling((stop - start) / step));
        if (step == 0 || !(length <= int.MaxValue))
            throw new OptionException($"Arange: there is no way from {start} to {stop} in steps of {step}.", $"start {start}   stop {stop}   step {step}",
                "use finite numbers, a step other than zero, and at most 2147483647 elements");
        return Op.Apply(new RangeOp(start, step, (int)length, type));
    }

    /// <summary>Numbers at equal distances from <paramref name="start"/> to <paramref name="stop"/>, both included.</summary>
    /// <param name="start">The first number.</param>
    /// <param name="stop">The last number.</param>
    /// <param name="count">How many.</param>
    /// <param name="type">Float32 or Float64.</param>
    /// <remarks>Each is start + i (stop - start) / (count - 1), rounded; so in Float64 the last one may be one rounding away from
    /// <paramref name="stop"/>.</remarks>
    /// <exception cref="OptionException">The count is below 1.</exception>
    /// <example><code>Tensor x = Tensor.Linspace(0, 1, 5);   // [0, 0.25, 0.5, 0.75, 1]</code></example>
    public static Tensor Linspace(double start, double stop, int count, DType type = DType.Float32)
    {
        if (count < 1)
            throw new OptionException($"Linspace: {count} numbers cannot be laid out.", $"start {start}   stop {stop}   count {count}", "ask for at least one");
        if (!type.IsFloat())
            throw new DTypeException($"Linspace: its numbers have fractions, and {type} has none.", $"type {type}",
                "use Float32 or Float64, or Arange for whole numbers");
        return Op.Apply(new RangeOp(start, count == 1 ? 0 : (stop - start) / (count - 1), count, type));
    }

    /// <summary>The identity matrix: ones on the diagonal, zeros elsewhere.</summary>
    /// <example><code>Tensor identity = Tensor.Eye(3);   // [3, 3]</code></example>
    public static Tensor Eye(int size, DType type = DType.Float32) => Arange(0, size, type: DType.Int32).OneHot(size, type);
}
