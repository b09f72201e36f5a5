namespace Hebb;

public partial class Tensor
{
    /// <summary>Product of corresponding elements, with broadcasting. Gradient: each operand's is the other one times the incoming gradient.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <exception cref="DTypeException">The operands differ in type.</exception>
    /// <example><code>Tensor y = Tensor.From([1f, 2f]) * Tensor.From([10f, 20f]);   // [10, 40]</code></example>
    public static Tensor operator *(Tensor left, Tensor right) => Op.Apply(MultiplyOp.Instance, left, right);

    /// <summary>Multiplies every element by a number.</summary>
    public static Tensor operator *(Tensor left, double right) => left * left.Operand(right, "Multiply");

    /// <summary>Multiplies every element by a number.</summary>
    public static Tensor operator *(double left, Tensor right) => right.Operand(left, "Multiply") * right;
}

internal sealed record MultiplyOp : BinaryOp
{
    internal static readonly MultiplyOp Instance = new();

    protected override bool AllowsIntegers => true;

    public override V Compute<V>(V x, V y) => x * y;

    public override void Vjp(in VjpContext c)
    {
        if (c.Needs(0)) c.Add(0, c.OutputGradient * c.Input(1));
        if (c.Needs(1)) c.Add(1, c.OutputGradient * c.Input(0));
    }
}
