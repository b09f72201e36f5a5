namespace Hebb;

public partial class Tensor
{
    /// <summary>Difference of corresponding elements, with broadcasting. Gradient: passes through to the left operand, negated to the right one.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <exception cref="DTypeException">The operands differ in type.</exception>
    /// <example><code>Tensor y = Tensor.From([10f, 20f]) - Tensor.From([1f, 2f]);   // [9, 18]</code></example>
    public static Tensor operator -(Tensor left, Tensor right) => Op.Apply(SubtractOp.Instance, left, right);

    /// <summary>Subtracts a number from every element.</summary>
    public static Tensor operator -(Tensor left, double right) => left - left.Operand(right, "Subtract");

    /// <summary>Subtracts every element from a number.</summary>
    public static Tensor operator -(double left, Tensor right) => right.Operand(left, "Subtract") - right;
}

internal sealed record SubtractOp : BinaryOp
{
    internal static readonly SubtractOp Instance = new();

    protected override bool AllowsIntegers => true;

    public override V Compute<V>(V x, V y) => x - y;

    public override void Vjp(in VjpContext c)
    {
        c.Add(0, c.OutputGradient);
        if (c.Needs(1)) c.Add(1, -c.OutputGradient);
    }
}
