namespace Hebb;

public partial class Tensor
{
    /// <summary>Elements of one tensor where a mask is true, of another where it is false, with broadcasting. Gradient: to the tensor read from.</summary>
    /// <param name="mask">Bool.</param>
    /// <param name="whenTrue">Read where the mask is true.</param>
    /// <param name="whenFalse">Read where the mask is false; of the same type.</param>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <exception cref="DTypeException">The mask is not Bool, or the two tensors differ in type.</exception>
    /// <example><code>Tensor y = Tensor.Where(x.Greater(0), x.Sqrt(), Tensor.Scalar(0));</code></example>
    public static Tensor Where(Tensor mask, Tensor whenTrue, Tensor whenFalse) => Op.Apply(WhereOp.Instance, mask, whenTrue, whenFalse);

    /// <summary>Elements of a tensor where a mask is true, a number where it is false.</summary>
    public static Tensor Where(Tensor mask, Tensor whenTrue, double whenFalse) => Where(mask, whenTrue, whenTrue.Operand(whenFalse, "Where"));

    /// <summary>A number where a mask is true, elements of a tensor where it is false.</summary>
    public static Tensor Where(Tensor mask, double whenTrue, Tensor whenFalse) => Where(mask, whenFalse.Operand(whenTrue, "Where"), whenFalse);
}

internal sealed record WhereOp : ElementwiseOp
{
    internal static readonly WhereOp Instance = new();

    public override int Reuses(int output) => 1;

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        (TensorSpec mask, TensorSpec whenTrue, TensorSpec whenFalse) = (inputs[0], inputs[1], inputs[2]);
        if (mask.DType != DType.Bool)
            throw new DTypeException($"Where: the mask is {mask.DType}, not Bool.", Operands(inputs),
                "make a mask with a comparison, such as x.Greater(0), or with Cast(DType.Bool)");
        if (whenTrue.DType != whenFalse.DType)
            throw new DTypeException($"Where: the tensors to choose from are {whenTrue.DType} and {whenFalse.DType}.", Operands(inputs),
                $"convert one of them, with Cast(DType.{whenTrue.DType})");
        outputs.Add(Broadcasting.Of(this, inputs), whenTrue.DType);
    }

    private static string Operands(ReadOnlySpan<TensorSpec> inputs) => $"mask {inputs[0]}   true {inputs[1]}   false {inputs[2]}";

    public override void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) => outputs[0] = V.Select(inputs[0], inputs[1], inputs[2]);

    public override void Vjp(in VjpContext c)
    {
        if (c.Needs(1)) c.Add(1, Tensor.Where(c.Input(0), c.OutputGradient, 0));
        if (c.Needs(2)) c.Add(2, Tensor.Where(c.Input(0), 0, c.OutputGradient));
    }
}
