namespace Hebb;

public partial class Tensor
{
    /// <summary>A tensor whose elements all have the same value.</summary>
    /// <example><code>Tensor half = Tensor.Full([2, 3], 0.5);</code></example>
    public static Tensor Full(Shape shape, double value, DType type = DType.Float32) => Op.Apply(new FillOp(shape, type, value));

    /// <summary>A tensor of zeros.</summary>
    public static Tensor Zeros(Shape shape, DType type = DType.Float32) => Full(shape, 0, type);

    /// <summary>A tensor of ones.</summary>
    public static Tensor Ones(Shape shape, DType type = DType.Float32) => Full(shape, 1, type);

    /// <summary>A single number, as a tensor without axes.</summary>
    public static Tensor Scalar(double value, DType type = DType.Float32) => Full([], value, type);
}
